package io.tapewire.latency.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.latency.trial.TrialSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampsTest {
    private static final String OFFERED = "hop.3 offered-received";

    @TempDir Path dir;

    private final Map<String, String> values = new HashMap<>();
    private long turnNs = 1;

    @BeforeEach
    void askForHops() {
        values.put("hops", "on");
        values.put("dir", dir.toString());
        values.put("rate", "1000");
        values.put("seconds", "1");
    }

    private Stamps open() {
        return Stamps.open(new Parameters(values), () -> turnNs);
    }

    private static Map<String, String> histograms(Stamps stamps) {
        TrialOutput out = new TrialOutput();
        stamps.writeTo(out);
        Trial trial = out.toTrial(new TrialSpec("tapewire", "one-way", Map.of()));
        return trial.histograms();
    }

    @Test
    void shouldJoinWhatBothEndsStamped() {
        Stamps sender = open();
        Stamps reader = open();
        sender.onOffered(1, 3);
        turnNs = System.nanoTime();
        for (long number = 1; number <= 4; number++) {
            reader.onDelivered(turnNs, number, turnNs);
        }
        reader.onJournaled(1, 4);
        Map<String, String> hops = histograms(reader);
        // The fourth was never offered.
        assertEquals(3, Histograms.decode(hops.get(OFFERED)).getTotalCount());
        assertEquals(5, hops.size());
    }

    @Test
    void shouldStampOfOneFeedOnlyWhatIsIts() {
        values.put("feeds", "3");
        Stamps sender = open();
        Stamps reader = open();
        sender.onOffered(1, 7);
        for (long number = 1; number <= 7; number++) {
            reader.onDelivered(0, number, 0);
        }
        assertEquals(3, Histograms.decode(histograms(reader).get(OFFERED)).getTotalCount());
    }

    @Test
    void shouldSampleOneFeedOfMoreTradesThanRows() {
        values.put("feeds", "6");
        values.put("rate", "500000");
        Stamps stamps = open();
        // One of four trades is sampled; of the feed that has the fourth, each twelfth.
        stamps.onOffered(4, 28);
        for (long number = 4; number <= 28; number += 4) {
            stamps.onDelivered(0, number, 0);
        }
        assertEquals(3, Histograms.decode(histograms(stamps).get(OFFERED)).getTotalCount());
    }

    @Test
    void shouldForgetTheWarmUp() {
        Stamps stamps = open();
        stamps.onOffered(1, 1);
        stamps.onDelivered(0, 1, 0);
        stamps.clear();
        assertEquals(Map.of(), histograms(stamps));
    }

    @Test
    void shouldBeNoneUnlessAskedFor() {
        values.remove("hops");
        assertNull(open());
    }
}
