package io.tapewire.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final TrialSpec FAST = new TrialSpec("tapewire", "sustained", Map.of());

    private static Trial trial(TrialSpec spec, String failure, String metric, double value) {
        return new Trial(spec, failure, Map.of(metric, value), Map.of(), List.of());
    }

    @Test
    void shouldFindTheHighestRateThatIsSustained() {
        List<String> rates = new ArrayList<>();
        RateSearch search =
                new RateSearch(
                        spec -> {
                            String rate = spec.parameters().getOrDefault("rate", "");
                            rates.add(spec.work() + rate);
                            double value = rate.isEmpty() ? 1_000 : Double.parseDouble(rate);
                            boolean refused = !rate.isEmpty() && value > 750;
                            return trial(spec, refused ? "refused" : "", "tradesPerSecond", value);
                        },
                        () -> false);
        Trial found = search.run(FAST.with("rate", RateSearch.HIGHEST));

        assertEquals(List.of("flood", "sustained900", "sustained720"), rates);
        assertEquals(720, found.metrics().get("tradesPerSecond"));
        assertEquals(FAST.with("rate", RateSearch.HIGHEST), found.spec());
        assertFalse(found.isFailed());
    }

    @Test
    void shouldSayThatNoRateIsSustained() {
        RateSearch search =
                new RateSearch(
                        spec ->
                                trial(
                                        spec,
                                        spec.work().equals("flood") ? "" : "refused",
                                        "tradesPerSecond",
                                        1_000),
                        () -> false);
        String failure = search.run(FAST.with("rate", RateSearch.HIGHEST)).failure();

        assertTrue(failure.startsWith("no rate is sustained, down to 32 trades/s"), failure);
    }

    @Test
    void shouldFloodNoLongerThanARateToStartFromNeeds() {
        List<String> seconds = new ArrayList<>();
        RateSearch search =
                new RateSearch(
                        spec -> {
                            seconds.add(spec.work() + " " + spec.parameters().get("seconds"));
                            return trial(spec, "", "tradesPerSecond", 1_000);
                        },
                        () -> false);
        search.run(FAST.with("rate", RateSearch.HIGHEST).with("seconds", 60));
        search.run(FAST.with("rate", RateSearch.HIGHEST).with("seconds", 1));

        assertEquals(
                List.of("flood 2.0", "sustained 4", "sustained 60", "flood 1.0", "sustained 1"),
                seconds);
    }

    @Test
    void shouldTryForLongOnlyWhatIsSustainedForAMoment() {
        List<String> tried = new ArrayList<>();
        RateSearch search =
                new RateSearch(
                        spec -> {
                            String rate = spec.parameters().getOrDefault("rate", "1000");
                            String seconds = spec.parameters().get("seconds");
                            tried.add(rate + " for " + seconds);
                            int most = seconds.equals("60") ? 500 : 800;
                            double came = Double.parseDouble(rate);
                            boolean refused = spec.work().equals("sustained") && came > most;
                            return trial(spec, refused ? "refused" : "", "tradesPerSecond", came);
                        },
                        () -> false);
        TrialSpec asked = FAST.with("rate", RateSearch.HIGHEST).with("seconds", 60);
        Trial found = search.run(asked);

        assertEquals(
                List.of(
                        "1000 for 2.0",
                        "900 for 4",
                        "720 for 4",
                        "720 for 60",
                        "576 for 60",
                        "461 for 60"),
                tried);
        assertEquals(asked, found.spec());
        assertEquals(461, found.metrics().get("tradesPerSecond"));
    }

    @Test
    void shouldTryNothingForLongWhereNothingIsSustainedForAMoment() {
        List<String> seconds = new ArrayList<>();
        RateSearch search =
                new RateSearch(
                        spec -> {
                            seconds.add(spec.parameters().get("seconds"));
                            String failure = spec.work().equals("flood") ? "" : "refused";
                            return trial(spec, failure, "tradesPerSecond", 1_000);
                        },
                        () -> false);
        TrialSpec asked = FAST.with("rate", RateSearch.HIGHEST).with("seconds", 60);
        Trial found = search.run(asked);

        assertFalse(seconds.contains("60"));
        assertEquals(asked, found.spec());
        assertTrue(found.failure().startsWith("no rate is sustained"), found.failure());
    }

    @Test
    void shouldNotLookForWhatFitsTheDisk() {
        int[] ran = {0};
        RateSearch search =
                new RateSearch(
                        spec -> {
                            boolean flood = ran[0]++ == 0;
                            return new Trial(
                                    spec,
                                    flood ? "" : "Its disk is full.",
                                    flood
                                            ? Map.of("tradesPerSecond", 1e6)
                                            : Map.of("journalRefused", 7.0),
                                    Map.of(),
                                    List.of());
                        },
                        () -> false);

        TrialSpec asked = FAST.with("rate", RateSearch.HIGHEST).with("seconds", 60);
        String failure = search.run(asked).failure();
        assertEquals(
                "Its disk is full. At 900,000 trades/s a journal grows by 0.2 GB in 4 s: free as"
                        + " much, or name another disk by --journal-dir.",
                failure);
        assertEquals(2, ran[0]);
    }

    @Test
    void shouldTryNothingForLongOnceStoppedAfterAMoment() {
        int[] ran = {0};
        RateSearch search =
                new RateSearch(
                        spec -> trial(spec, "", "tradesPerSecond", ++ran[0]), () -> ran[0] == 2);

        assertTrue(
                search.run(FAST.with("rate", RateSearch.HIGHEST).with("seconds", 60)).isFailed());
        assertEquals(2, ran[0]);
    }

    @Test
    void shouldTryNoFurtherRateOnceStopped() {
        int[] ran = {0};
        RateSearch search =
                new RateSearch(
                        spec -> trial(spec, ran[0]++ == 0 ? "" : "cut off", "tradesPerSecond", 1e3),
                        () -> ran[0] >= 2);
        search.run(FAST.with("rate", RateSearch.HIGHEST));

        assertEquals(2, ran[0]);
    }

    @Test
    void shouldGoDownToWhatCameOfARateThatWasFarTooHigh() {
        List<String> rates = new ArrayList<>();
        RateSearch search =
                new RateSearch(
                        spec -> {
                            String rate = spec.parameters().getOrDefault("rate", "");
                            rates.add(rate);
                            boolean flood = rate.isEmpty();
                            double came = flood ? 1_000 : 500;
                            String failure = rate.equals("500") || flood ? "" : "refused";
                            return trial(spec, failure, "tradesPerSecond", came);
                        },
                        () -> false);
        search.run(FAST.with("rate", RateSearch.HIGHEST));

        assertEquals(List.of("", "900", "500"), rates);
    }
}
