package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutPlanTest {
    @ParameterizedTest
    @CsvSource({
        "1, true, INLINE, false", "2, true, INLINE, false", "3, true, INLINE, true",
        "4, true, SHARED, true", "7, true, SHARED, true", "8, true, DEDICATED, true",
        "64, true, DEDICATED, true", "1, false, SHARED, false", "3, false, SHARED, false",
        "4, false, SHARED, true", "5, false, SHARED, true", "6, false, DEDICATED, true",
        "64, false, DEDICATED, true"
    })
    void shouldChooseByTheUsableCpus(int count, boolean embedded, Layout layout, boolean spins) {
        LayoutPlan plan = plan(DriverSettings.builder(), Cpus.plain(count), embedded);
        assertEquals(layout, plan.layout());
        assertEquals(spins, plan.spins());
        assertEquals(Map.of(), plan.pins());
    }

    @ParameterizedTest
    @CsvSource({
        "INLINE, 1, true, false", "INLINE, 3, true, true", "SHARED, 1, true, false",
        "SHARED, 2, true, false", "SHARED, 3, true, true", "SHARED, 2, false, false",
        "DEDICATED, 4, true, false", "DEDICATED, 5, true, true", "DEDICATED, 3, false, false",
        "DEDICATED, 4, false, true", "INLINE, 2, false, false", "INLINE, 4, false, true"
    })
    void shouldNeverSpinOnEveryCpuInAnAskedLayout(
            Layout layout, int count, boolean embedded, boolean spins) {
        LayoutPlan plan =
                plan(DriverSettings.builder().layout(layout), Cpus.plain(count), embedded);
        assertEquals(layout, plan.layout());
        assertEquals(spins, plan.spins());
    }

    @Test
    void shouldCountTheQuotaAndNotTheCpusOnly() {
        LayoutPlan plan = plan(DriverSettings.builder(), Cpus.quota(64, 3.9), true);
        assertEquals(Layout.INLINE, plan.layout());
        assertEquals(
                "The inline layout, chosen, spinning: 3 usable CPUs (0-63, quota 3.9) for 1 spinning"
                        + " thread; pins: none.",
                plan.why());
    }

    @ParameterizedTest
    @CsvSource({
        "DEDICATED, AUTO, 3, true", "DEDICATED, AUTO, 2, false", "DEDICATED, SPIN, 4, true",
        "SHARED, SPIN, 2, true", "SHARED, SPIN, 1, false", "INLINE, SPIN, 1, true",
        "AUTO, SPIN, 1, true"
    })
    void shouldRefuseMoreSpinnersThanCpusUnlessForced(
            Layout layout, Idle idle, int count, boolean embedded) {
        DriverSettings.Builder asked = DriverSettings.builder().layout(layout).idle(idle);
        TapewireException refused =
                assertThrows(
                        TapewireException.class, () -> plan(asked, Cpus.plain(count), embedded));
        assertTrue(refused.getMessage().contains("force it"), refused.getMessage());
        assertTrue(plan(asked.force(true), Cpus.plain(count), embedded).spins());
        assertFalse(
                plan(asked.force(false).idle(Idle.BACKOFF), Cpus.plain(count), embedded).spins());
    }

    @Test
    void shouldSayOfARefusalWhatIsThereAndWhatToDo() {
        DriverSettings.Builder asked = DriverSettings.builder().layout(Layout.DEDICATED);
        assertEquals(
                "The dedicated layout, spinning, keeps 4 CPUs busy and there are 2 usable CPUs (0-1),"
                        + " of which the kernel needs one: take a layout of fewer threads (inline has"
                        + " the fewest), let idle threads back off, or force it.",
                assertThrows(TapewireException.class, () -> plan(asked, Cpus.plain(2), true))
                        .getMessage());
    }

    @Test
    void shouldSpinInlineOnTwoCpusWhenTold() {
        assertTrue(plan(DriverSettings.builder().idle(Idle.SPIN), Cpus.plain(2), true).spins());
    }

    @Test
    void shouldPinSpinnersToIsolatedCpus() {
        LayoutPlan plan = plan(DriverSettings.builder(), Cpus.isolated(8, "4-7"), false);
        assertEquals(Map.of(Role.CONDUCTOR, 4, Role.SENDER, 5, Role.RECEIVER, 6), plan.pins());
        assertTrue(plan.why().endsWith("(isolated CPUs)."), plan.why());
    }

    @Test
    void shouldKeepThePinsAskedForAndSpreadTheOthersRoundThem() {
        LayoutPlan plan =
                plan(DriverSettings.builder().pins("sender=4"), Cpus.isolated(8, "4-7"), false);
        assertEquals(Map.of(Role.CONDUCTOR, 5, Role.SENDER, 4, Role.RECEIVER, 6), plan.pins());
    }

    @Test
    void shouldPinNothingUnaskedWithoutEnoughIsolatedCpus() {
        assertEquals(
                Map.of(), plan(DriverSettings.builder(), Cpus.isolated(8, "6-7"), false).pins());
    }

    @Test
    void shouldRefuseAPinForAThreadThatIsNotThere() {
        assertEquals(
                "Pin sender=1: the inline layout has no such thread; it has app.",
                assertThrows(
                                TapewireException.class,
                                () ->
                                        plan(
                                                DriverSettings.builder().pins("sender=1"),
                                                Cpus.plain(2),
                                                true))
                        .getMessage());
    }

    @Test
    void shouldRefuseTwoSpinnersOnOneCpuUnlessForced() {
        DriverSettings.Builder asked = DriverSettings.builder().pins("shared=1,app=1");
        assertThrows(TapewireException.class, () -> plan(asked, Cpus.plain(4), true));
        assertEquals(
                Map.of(Role.SHARED, 1, Role.APP, 1),
                plan(asked.force(true), Cpus.plain(4), true).pins());
    }

    private static LayoutPlan plan(
            DriverSettings.Builder asked, UsableCpus cpus, boolean embedded) {
        return LayoutPlan.of(asked.build(cpus), cpus, embedded);
    }
}
