package io.tapewire.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final TrialSpec ONE = new TrialSpec("tapewire", "echo", Map.of());

    @Test
    void shouldTakeNoMoreThanATwelfthOfTheTimeButForTwo() {
        TrialSpec thriceAsLong = ONE.with("usedPagesMib", 1_000);

        assertEquals(66 + 5, ranOfDisturbed(times(66, ONE)));
        assertEquals(10 + 2, ranOfDisturbed(times(10, ONE)));
        assertEquals(
                2 + 60 + 2, ranOfDisturbed(Stream.concat(times(2, thriceAsLong), times(60, ONE))));
    }

    @Test
    void shouldHaveTimeForOthersBesideASearch() {
        TrialSpec search =
                new TrialSpec("tapewire", "sustained", Map.of("seconds", "60"))
                        .with("rate", RateSearch.HIGHEST);

        assertEquals(2 * (1 + 3), ranOfDisturbed(Stream.concat(times(1, search), times(3, ONE))));
    }

    private static Stream<Slot> times(int count, TrialSpec spec) {
        return IntStream.range(0, count).mapToObj(round -> new Slot(round, spec));
    }

    private static int ranOfDisturbed(Stream<Slot> slots) {
        Campaign campaign =
                new Campaign(
                        spec ->
                                new Trial(
                                        spec, "", Map.of("stealPercent", 5.0), Map.of(), List.of()),
                        new Disturbance(1, false),
                        () -> false);
        return campaign.run(slots.toList(), new CampaignTest.Quiet()).size();
    }
}
