package io.tapewire.latency.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.stats.Spread;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final TrialSpec OURS = new TrialSpec("tapewire", "flood", Map.of());
    private static final TrialSpec THEIRS = OURS.of("aeron");
    private static final Comparison COMPARISON =
            Comparison.ratio(
                    "rate",
                    "trades/s",
                    OURS,
                    THEIRS,
                    Measure.metric(Unit.PER_SECOND, "rate"),
                    Goal.atLeast(2));

    private static final double[] NEAR = {96, 110};
    private static final double[] FAR = {490, 530};

    private final List<Taken> taken = new ArrayList<>();

    private void take(int pair, TrialSpec spec, double rate, String failure) {
        take(pair, spec, failure, Map.of("rate", rate));
    }

    private void take(int pair, TrialSpec spec, String failure, Map<String, Double> metrics) {
        taken.add(new Taken(pair, new Trial(spec, failure, metrics, Map.of(), List.of()), ""));
    }

    @Test
    void shouldDivideWithinAPair() {
        for (int pair = 0; pair < 4; pair++) {
            take(pair, OURS, 5 * (pair + 1), "");
            take(pair, THEIRS, 2 * (pair + 1), "");
        }
        Row row = new Judge(taken, Set.of()).row(COMPARISON);

        assertEquals(List.of(2.5, 2.5, 2.5, 2.5), row.values());
        assertEquals(Verdict.MET, row.verdict());
    }

    @Test
    void shouldTellWhatFailedFromWhatDidNotRun() {
        assertEquals(Verdict.NOT_RUN, new Judge(taken, Set.of()).row(COMPARISON).verdict());
        take(0, OURS, 5, "");
        assertEquals(Verdict.NOT_RUN, new Judge(taken, Set.of()).row(COMPARISON).verdict());
        take(0, THEIRS, 2, "It could not be run.");
        assertEquals(Verdict.FAILED, new Judge(taken, Set.of()).row(COMPARISON).verdict());
    }

    @Test
    void shouldNotCallTheWorstOfSomeTheWorstOfAll() {
        TrialSpec other = OURS.with("journal", "inline");
        Comparison worst =
                Comparison.alone(
                        "rate",
                        "worst",
                        List.of(OURS, other),
                        Measure.metric(Unit.BYTES, "rate"),
                        Goal.atMost(2));
        take(0, OURS, 1, "");
        assertEquals(Verdict.NOT_RUN, new Judge(taken, Set.of()).row(worst).verdict());
        take(0, other, 0, "Its disk is full.");
        assertEquals(Verdict.FAILED, new Judge(taken, Set.of()).row(worst).verdict());
        take(1, other, 2, "");
        assertEquals(List.of(2.0), new Judge(taken, Set.of()).row(worst).values());
    }

    @Test
    void shouldDivideWithinATrial() {
        Measure above = Measure.metric(Unit.NS, "ns");
        Measure below = Measure.metric(Unit.NS, "floor");
        // A core whose clock goes slower from trial to trial.
        for (int pair = 0; pair < 4; pair++) {
            double clock = 1 + pair;
            Map<String, Double> metrics = Map.of("ns", 300 * clock, "floor", 100 * clock);
            take(pair, OURS, "", metrics);
        }
        Row row =
                new Judge(taken, Set.of())
                        .row(
                                Comparison.within(
                                        "codec", "codec", OURS, above, below, Goal.atMost(3)));

        assertEquals(List.of(3.0, 3.0, 3.0, 3.0), row.values());
        assertEquals(0, row.resolution(), 1e-9);
        assertEquals(Verdict.MET, row.verdict());
    }

    @Test
    void shouldNotDivideTheOneTrialThatIsLeftIntoEveryPair() {
        for (int pair = 0; pair < 4; pair++) {
            take(pair, OURS, 5, pair == 1 ? "" : "Lost 3 trades.");
            take(pair, THEIRS, 2 + pair, "");
        }
        Row row = new Judge(taken, Set.of()).row(COMPARISON);

        assertEquals(List.of(5.0 / 3), row.values());
        assertEquals(Verdict.UNCLEAR, row.verdict());
        assertTrue(Double.isNaN(row.resolution()));
    }

    @Test
    void shouldDivideTrialsThatFoundTheCpusEquallyFarApart() {
        take(0, OURS, 30, NEAR);
        take(0, THEIRS, 15, NEAR);
        take(1, OURS, 14, FAR);
        take(1, THEIRS, 13, NEAR);
        take(2, OURS, 26, NEAR);
        take(2, THEIRS, 4, FAR);
        take(3, OURS, 28, NEAR);
        take(3, THEIRS, 5, NEAR[0], FAR[0]);
        Row row = new Judge(taken, Set.of()).row(COMPARISON);

        assertEquals(List.of(30.0 / 15, 14.0 / 4, 26.0 / 13), row.values());
        assertEquals(Verdict.MET, row.verdict());
        assertEquals(26, row.ours(), "of those divided");
        // From 2 near to 3.5 far: another mix of both is no change of what is compared.
        assertTrue(row.resolution() > 0.5 && row.resolution() < 0.8, row::toString);
    }

    @Test
    void shouldTakeTheDistanceForNoiseOnlyWhereItDiffers() {
        take(0, OURS, 30, NEAR);
        take(0, THEIRS, 15, NEAR);
        take(1, OURS, 14, FAR);
        take(1, THEIRS, 4, FAR);
        take(2, OURS, 33, NEAR);
        take(2, THEIRS, 15, NEAR);
        take(3, OURS, 14, FAR);
        take(3, THEIRS, 4, FAR);
        Row mixed = new Judge(taken, Set.of()).row(COMPARISON);
        taken.removeIf(one -> one.pair() % 2 == 1);
        Row near = new Judge(taken, Set.of()).row(COMPARISON);

        assertTrue(mixed.resolution() > 0.5, mixed::toString);
        assertEquals(0.1, near.resolution(), 1e-9);
    }

    @Test
    void shouldTakeOfOtherRoundsTheNearest() {
        take(5, OURS, 20, FAR);
        take(0, THEIRS, 2, FAR);
        take(4, THEIRS, 5, FAR);
        take(5, THEIRS, 10, NEAR);
        Row row = new Judge(taken, Set.of()).row(COMPARISON);

        assertEquals(List.of(4.0), row.values());
    }

    @Test
    void shouldCallItUnclearWhereTheCpusWereNeverEquallyFarApart() {
        take(0, OURS, 20, FAR);
        take(0, THEIRS, 2, NEAR);
        Row row = new Judge(taken, Set.of()).row(COMPARISON);

        assertEquals(List.of(), row.values());
        assertEquals(Verdict.UNCLEAR, row.verdict());
    }

    private void take(int pair, TrialSpec spec, double rate, double... handOffNs) {
        Map<String, Double> metrics =
                Map.of(
                        "rate",
                        rate,
                        "handOffNs.before",
                        handOffNs[0],
                        "handOffNs.after",
                        handOffNs[1]);
        take(pair, spec, "", metrics);
    }

    @Test
    void shouldDivideWhatRunsOnceIntoEveryPair() {
        take(0, THEIRS, 2, "");
        for (int pair = 0; pair < 3; pair++) {
            take(pair, OURS, 4 + 2 * pair, "");
        }
        Row row = new Judge(taken, Set.of(THEIRS)).row(COMPARISON);

        assertEquals(List.of(2.0, 3.0, 4.0), row.values());
        assertEquals(Verdict.MET, row.verdict());
        assertTrue(Double.isNaN(row.resolution()));
    }

    @Test
    void shouldTellNoDifferenceAlikeBothWaysRound() {
        double resolution = 0.1;

        assertTrue(row(1 / 1.099, resolution).isNoDifference());
        assertTrue(row(1.099, resolution).isNoDifference());
        assertFalse(row(1 / 1.101, resolution).isNoDifference());
        assertFalse(row(1.101, resolution).isNoDifference());
    }

    private static Row row(double median, double resolution) {
        return new Row(
                "rate",
                "trades/s",
                Unit.PER_SECOND,
                true,
                median,
                1,
                List.of(median),
                new Spread(median, median, median),
                resolution,
                Goal.atLeast(2),
                Verdict.UNCLEAR);
    }
}
