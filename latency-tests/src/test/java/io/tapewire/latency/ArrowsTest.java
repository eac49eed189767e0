package io.tapewire.latency;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and what no room but the command may do. */
class ArrowsTest {
    private static final String SCHEMAS = "io.tapewire.schemas..";
    private static final String DRIVER = "io.tapewire.driver..";
    private static final String PUBLISHER = "io.tapewire.publisher..";
    private static final String SUBSCRIBER = "io.tapewire.subscriber..";
    private static final String JOURNAL = "io.tapewire.journal..";
    private static final String RUN = "io.tapewire.run..";
    private static final String LATENCY = "io.tapewire.latency..";
    private static final String GENERATED = "io.tapewire.schemas.sbe..";

    private static final JavaClasses TAPEWIRE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.tapewire");

    @Test
    void shouldLetSchemasDependOnAgronaAlone() {
        classes()
                .that()
                .resideInAPackage(SCHEMAS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(SCHEMAS, "org.agrona..", "java..")
                .check(TAPEWIRE);
    }

    @Test
    void shouldLetOnlyTheJournalAndItsMeasuringSeeChronicle() {
        noClasses()
                .that()
                .resideOutsideOfPackages(JOURNAL, LATENCY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.openhft.chronicle..", "net.openhft.posix..")
                .check(TAPEWIRE);
    }

    @Test
    void shouldLetOnlyDriverPublisherSubscriberAndTheirMeasuringSeeAeron() {
        noClasses()
                .that()
                .resideOutsideOfPackages(DRIVER, PUBLISHER, SUBSCRIBER, LATENCY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aeron..")
                .check(TAPEWIRE);
    }

    @Test
    void shouldKeepPublisherAndSubscriberApart() {
        noClasses()
                .that()
                .resideInAPackage(PUBLISHER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SUBSCRIBER, JOURNAL, RUN)
                .check(TAPEWIRE);
        noClasses()
                .that()
                .resideInAPackage(SUBSCRIBER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PUBLISHER, JOURNAL, RUN)
                .check(TAPEWIRE);
    }

    @Test
    void shouldKeepTheJournalOffTheRoad() {
        noClasses()
                .that()
                .resideInAPackage(JOURNAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DRIVER, PUBLISHER, RUN)
                .check(TAPEWIRE);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.tapewire.(**)").should().beFreeOfCycles().check(TAPEWIRE);
    }

    @Test
    void shouldLetOnlyTheCommandEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage(RUN)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class)
                .check(TAPEWIRE);
    }

    @Test
    void shouldKeepNoStaticMutableState() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .beFinal()
                .check(TAPEWIRE);
    }
}
