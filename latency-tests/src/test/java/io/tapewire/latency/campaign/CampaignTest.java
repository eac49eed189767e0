package io.tapewire.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final TrialSpec A = new TrialSpec("tapewire", "echo", Map.of());
    private static final TrialSpec B = A.of("aeron");
    private static final TrialSpec C = A.of("udp");
    private static final TrialSpec ONCE = new TrialSpec("tapewire", "memory", Map.of());
    private static final TrialSpec FAST = new TrialSpec("tapewire", "sustained", Map.of());

    private static final Disturbance RULE = new Disturbance(1, false);

    private static Trial trial(TrialSpec spec, String failure, String metric, double value) {
        return trial(spec, failure, Map.of(metric, value));
    }

    private static Trial trial(TrialSpec spec, String failure, Map<String, Double> metrics) {
        return new Trial(spec, failure, metrics, Map.of(), List.of());
    }

    private static List<TrialSpec> order(int pair, List<Slot> slots) {
        return slots.stream().filter(slot -> slot.pair() == pair).map(Slot::spec).toList();
    }

    @Test
    void shouldRunThereAndBack() {
        List<Slot> slots = Schedule.of(List.of(Set.of(A, B), Set.of(B, C)), Set.of(ONCE), 4, 3);

        assertEquals(new Slot(0, ONCE), slots.get(0));
        List<Slot> rest = slots.subList(1, slots.size());
        assertEquals(12, rest.size());
        for (int pair : new int[] {0, 2}) {
            List<TrialSpec> there = order(pair, rest);
            List<TrialSpec> back = order(pair + 1, rest);
            assertEquals(Set.of(A, B, C), Set.copyOf(there));
            assertEquals(
                    there, IntStream.of(2, 1, 0).mapToObj(back::get).toList(), "round " + pair);
        }
    }

    @Test
    void shouldThrowTheOrderBySeed() {
        List<Set<TrialSpec>> compared = List.of(Set.of(A, B));
        List<List<Slot>> orders =
                IntStream.range(0, 20)
                        .mapToObj(seed -> Schedule.of(compared, Set.of(), 2, seed))
                        .distinct()
                        .toList();

        assertEquals(2, orders.size());
        assertEquals(Schedule.of(compared, Set.of(), 9, 5), Schedule.of(compared, Set.of(), 9, 5));
    }

    @Test
    void shouldDiscardAStolenTrialAndRepeatItOnce() {
        double[] steal = {4, 0.5, 3, 2};
        int[] ran = {0};
        Campaign campaign =
                new Campaign(
                        spec -> trial(spec, "", "stealPercent", steal[ran[0]++]),
                        RULE,
                        () -> false,
                        () -> 0);
        List<Taken> taken =
                campaign.run(
                        List.of(new Slot(0, A), new Slot(0, B)), Campaign.ALL_ROUNDS, new Quiet());

        assertEquals(4, taken.size());
        assertFalse(taken.get(0).isGood());
        assertTrue(taken.get(1).isGood());
        assertFalse(taken.get(3).isGood());
    }

    @Test
    void shouldDiscardATrialThatHadNoCpuOfItsOwn() {
        double[] had = {1.1, 1.9};
        int[] ran = {0};
        Campaign campaign =
                new Campaign(
                        spec -> trial(spec, "", "cpuSeconds.far", had[ran[0]++]),
                        RULE,
                        () -> false,
                        () -> 0);
        List<Taken> taken =
                campaign.run(
                        List.of(new Slot(0, A.with("seconds", 2))),
                        Campaign.ALL_ROUNDS,
                        new Quiet());

        assertEquals("others ran on its CPUs: one end had 1.1 of 2 s", taken.get(0).discarded());
        assertTrue(taken.get(1).isGood());
    }

    @Test
    void shouldDiscardATrialWhoseCpusWereMovedWhereItIsCompared() {
        Map<String, Double> moved = Map.of("handOffNs.before", 104.0, "handOffNs.after", 496.0);
        Map<String, Double> still = Map.of("handOffNs.before", 104.0, "handOffNs.after", 151.0);
        Disturbance comparing = new Disturbance(1, true);

        assertEquals(
                "its CPUs were moved: 104 ns apart, then 496", comparing.of(trial(A, "", moved)));
        assertEquals("", comparing.of(trial(A, "", still)));
        assertEquals("", comparing.of(trial(FAST, "", moved)));
        assertEquals("", RULE.of(trial(A, "", moved)));
    }

    @Test
    void shouldDiscardTrialsOnACoreThatWasSlowedAllTheTime() {
        // The first one shows by the third only.
        double[] crcNs = {98, 97, 84, 99, 86};
        int[] ran = {0};
        Campaign campaign =
                new Campaign(
                        spec -> trial(spec, "", "crcNsPerFrame", crcNs[ran[0]++]),
                        RULE,
                        () -> false,
                        () -> 0);
        List<Slot> slots = IntStream.range(0, 4).mapToObj(round -> new Slot(round, A)).toList();
        List<Taken> taken = campaign.run(slots, Campaign.ALL_ROUNDS, new Quiet());

        assertEquals(
                List.of(false, false, true, false, true),
                taken.stream().map(Taken::isGood).toList());
        assertEquals(
                "its core was slowed: CRC-32C took 98 ns a frame, 84 at best",
                taken.get(0).discarded());
        assertEquals(3, taken.get(4).pair(), "repeated");
    }

    @Test
    void shouldKeepATrialWhoseEndsNap() {
        Campaign campaign =
                new Campaign(
                        spec -> trial(spec, "", "cpuSeconds.far", 0.3), RULE, () -> false, () -> 0);
        TrialSpec napping = A.with("seconds", 2).with("idle", "nap");

        assertTrue(
                campaign.run(List.of(new Slot(0, napping)), Campaign.ALL_ROUNDS, new Quiet())
                        .get(0)
                        .isGood());
    }

    @Test
    void shouldKeepNoTrialThatWasCutOff() {
        int[] ran = {0};
        Campaign campaign =
                new Campaign(
                        spec -> trial(spec, ran[0]++ == 0 ? "" : "died", "x", 1),
                        RULE,
                        () -> ran[0] > 1,
                        () -> 0);
        List<Taken> taken =
                campaign.run(
                        List.of(new Slot(0, A), new Slot(0, B), new Slot(0, C)),
                        Campaign.ALL_ROUNDS,
                        new Quiet());

        assertEquals(1, taken.size());
        assertEquals(2, ran[0]);
    }

    @Test
    void shouldKeepWhatRanWhereATrialCannotBeRun() {
        String sentence = "No directory can be made in /dev/shm: no space left.";
        Campaign campaign =
                new Campaign(
                        spec -> {
                            if (spec.equals(B)) {
                                throw new TapewireException(sentence);
                            }
                            if (spec.equals(C)) {
                                throw new UncheckedIOException(new IOException("no space left"));
                            }
                            return trial(spec, "", "x", 1);
                        },
                        RULE,
                        () -> false,
                        () -> 0);
        List<Taken> taken =
                campaign.run(
                        List.of(new Slot(0, A), new Slot(0, B), new Slot(0, C), new Slot(1, A)),
                        Campaign.ALL_ROUNDS,
                        new Quiet());

        assertEquals(4, taken.size());
        assertEquals(B, taken.get(1).trial().spec());
        assertEquals(sentence, taken.get(1).trial().failure());
        assertTrue(taken.get(2).trial().failure().endsWith("no space left"));
        assertTrue(taken.get(3).isGood());
    }

    @Test
    void shouldKnowWhatTakesLonger() {
        TrialSpec two = A.with("warmupSeconds", 1).with("seconds", 2);
        TrialSpec one = new TrialSpec("tapewire", "codec", two.parameters());
        TrialSpec search = two.with("rate", RateSearch.HIGHEST).with("seconds", 60);

        assertEquals(6.5, cost(two), 1e-9);
        assertEquals(4.3, cost(one), 1e-9);
        assertEquals(6.5 + 0.8, cost(two.with("usedPagesMib", 100)), 1e-9);
        assertEquals(6.5 + 3 * 8.5 + 2 * 64.5, cost(search), 1e-9);
        assertEquals(6.5 + 3 * 8.5, cost(search.with("seconds", 4)), 1e-9);
        assertEquals(10.8, Cost.of(List.of(new Slot(0, two), new Slot(0, one))), 1e-9);
    }

    private static double cost(TrialSpec spec) {
        return Cost.of(List.of(new Slot(0, spec)));
    }

    static final class Quiet implements Campaign.Listener {
        @Override
        public void onStart(int before, Slot slot, double secondsLeft) {}

        @Override
        public void onTaken(Taken taken) {}

        @Override
        public void onLeftOut(int before, Slot slot) {}
    }
}
