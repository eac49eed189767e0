package io.tapewire.run;

import io.tapewire.driver.BusDriver;
import io.tapewire.driver.CorePinning;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.driver.Role;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a media driver until told to stop. */
@Command(name = "driver", description = "Run a media driver until Ctrl-C.")
final class DriverCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @Option(
            names = "--dir",
            paramLabel = "AERON_DIR",
            description = "Directory that the driver and its clients share, best in memory.")
    private String dir = DriverSettings.defaults().aeronDir();

    @Option(
            names = "--layout",
            description =
                    "Threads of the driver: ${COMPLETION-CANDIDATES}; auto chooses by the CPUs.")
    private Layout layout = Layout.AUTO;

    @Option(
            names = "--pin",
            paramLabel = "role=cpu,...",
            description = "CPUs of threads by role: conductor, sender, receiver, shared, app.",
            showDefaultValue = Visibility.NEVER)
    private String pins = "";

    @Option(names = "--idle", description = "What idle threads do: ${COMPLETION-CANDIDATES}.")
    private Idle idle = Idle.AUTO;

    @Option(
            names = "--term-length",
            paramLabel = "BYTES",
            description = "Of each log's terms, a power of two; a log takes three of them.")
    private int termLengthBytes = DriverSettings.defaults().termLengthBytes();

    @Option(
            names = "--mtu",
            paramLabel = "BYTES",
            description = "Of datagrams, a multiple of 32; 1408 fits every Ethernet.")
    private int mtuLengthBytes = DriverSettings.defaults().mtuLengthBytes();

    @Option(names = "--force", description = "Let more threads spin than there are CPUs.")
    private boolean force;

    @Spec private CommandSpec command;

    DriverCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        DriverSettings settings = Tapewire.checked(command, this::settings);
        settings.describe().forEach(console::line);
        long startNs = System.nanoTime();
        try (BusDriver driver = BusDriver.standalone(settings, console::notice)) {
            console.notice(driver.describe() + " Ctrl-C ends it.");
            runUntilStopped(driver);
            console.notice(
                    "driver at %s ends after %s, %d errors"
                            .formatted(
                                    driver.aeronDir(),
                                    Text.seconds(System.nanoTime() - startNs),
                                    driver.distinctErrorCount()));
        }
        return 0;
    }

    private DriverSettings settings() {
        return DriverSettings.builder()
                .aeronDir(dir)
                .layout(layout)
                .pins(pins)
                .idle(idle)
                .termLengthBytes(termLengthBytes)
                .mtuLengthBytes(mtuLengthBytes)
                .force(force)
                .build();
    }

    private void runUntilStopped(BusDriver driver) {
        IdleStrategy idleStrategy = driver.plan().newIdleStrategy();
        boolean inline = driver.plan().layout() == Layout.INLINE;
        Integer cpu = driver.plan().pins().get(Role.APP);
        if (inline && cpu != null) {
            CorePinning.pinCurrentThread(cpu, console::notice);
        }
        while (!shutdown.isRequested()) {
            if (!driver.isHealthy()) {
                throw new TapewireException(
                        "The media driver at %s stopped: %s; start it again."
                                .formatted(driver.aeronDir(), driver.failure()));
            }
            if (inline) {
                idleStrategy.idle(driver.doWork());
            } else {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
