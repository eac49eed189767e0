package io.tapewire.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final TrialSpec ONE = new TrialSpec("tapewire", "echo", Map.of());
    private static final TrialSpec SEARCH =
            new TrialSpec("tapewire", "sustained", Map.of("seconds", "60"))
                    .with("rate", RateSearch.HIGHEST);

    private final List<Slot> leftOut = new ArrayList<>();
    private double elapsedSeconds;
    private double searchSlowness = 1;
    private int roundsAtLeast = 3;

    @Test
    void shouldRepeatWhatThereIsTimeFor() {
        List<Slot> slots = times(20, ONE).toList();

        assertEquals(20 + 2, run(slots, 1.09, 5).size());
        assertEquals(20 + 5, run(slots, 0.85, 5).size());
        assertEquals(20 + 20, run(slots, 0.5, 5).size());
        assertEquals(List.of(), leftOut);
    }

    @Test
    void shouldNotTakeALongSearchForASlowMachine() {
        List<Slot> slots = Stream.concat(times(1, SEARCH), compared(10, 4).stream()).toList();
        searchSlowness = 1.05;
        List<Double> left = new ArrayList<>();
        run(slots, 1.0, 0, left);

        assertEquals(List.of(), leftOut);
        assertEquals(Cost.of(compared(10, 4)), left.get(1), 1e-6);
    }

    @Test
    void shouldLeaveOutFourthTrialsWhereItIsSlow() {
        List<Slot> slots = compared(10, 4);
        int ran = run(slots, 1.3, 0).size();

        assertTrue(elapsedSeconds <= 1.084 * Cost.of(slots), elapsedSeconds + " s");
        assertTrue(elapsedSeconds > Cost.of(slots), elapsedSeconds + " s");
        assertEquals(slots.size(), ran + leftOut.size());
        assertTrue(leftOut.stream().allMatch(slot -> slot.pair() == 3));
        assertEquals(
                leftOut.stream().filter(slot -> slot.spec().subject().equals("tapewire")).count(),
                leftOut.stream().filter(slot -> slot.spec().subject().equals("aeron")).count(),
                "of both sides");
    }

    @Test
    void shouldRunEachThriceHoweverSlowItIs() {
        List<Slot> slots = compared(10, 6);

        assertEquals(2 * 10 * 3, run(slots, 5, 0).size());
    }

    @Test
    void shouldRunAllThatWereAskedForHoweverSlowItIs() {
        List<Slot> slots = compared(10, 6);
        roundsAtLeast = Campaign.ALL_ROUNDS;

        assertEquals(slots.size(), run(slots, 5, 0).size());
    }

    @Test
    void shouldSayHowLongItWillTakeAtThisPace() {
        List<Double> left = new ArrayList<>();
        List<Slot> slots = times(3, ONE).toList();
        run(slots, 2, 0, left);

        assertEquals(List.of(10.5, 14.0, 7.0), left);
    }

    private static List<Slot> compared(int comparisons, int pairs) {
        List<Set<TrialSpec>> compared =
                IntStream.range(0, comparisons)
                        .mapToObj(i -> ONE.with("rate", i))
                        .map(spec -> Set.of(spec, spec.of("aeron")))
                        .toList();
        return Schedule.of(compared, Set.of(), pairs, 1);
    }

    private static Stream<Slot> times(int count, TrialSpec spec) {
        return IntStream.range(0, count).mapToObj(i -> new Slot(0, spec));
    }

    private List<Taken> run(List<Slot> slots, double slowness, double stealPercent) {
        return run(slots, slowness, stealPercent, new ArrayList<>());
    }

    /** Trials that take so many times as long as expected. */
    private List<Taken> run(
            List<Slot> slots, double slowness, double stealPercent, List<Double> left) {
        elapsedSeconds = 0;
        Campaign campaign =
                new Campaign(
                        spec -> {
                            double factor = RateSearch.isFor(spec) ? searchSlowness : slowness;
                            elapsedSeconds += factor * Cost.of(new Slot(0, spec));
                            Map<String, Double> metrics = Map.of("stealPercent", stealPercent);
                            return new Trial(spec, "", metrics, Map.of(), List.of());
                        },
                        new Disturbance(1, false),
                        () -> false,
                        () -> (long) (elapsedSeconds * 1e9));
        return campaign.run(
                slots,
                roundsAtLeast,
                new Campaign.Listener() {
                    @Override
                    public void onStart(int before, Slot slot, double secondsLeft) {
                        left.add(secondsLeft);
                    }

                    @Override
                    public void onTaken(Taken taken) {}

                    @Override
                    public void onLeftOut(int before, Slot slot) {
                        leftOut.add(slot);
                    }
                });
    }
}
