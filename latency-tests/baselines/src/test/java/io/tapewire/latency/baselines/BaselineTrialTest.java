package io.tapewire.latency.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.launch.JvmTrialRunner;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real children, tiny trials. What they say of speed is of no account here. */
class BaselineTrialTest {
    private static final Map<String, String> TINY =
            Map.of(
                    "rate", "2000",
                    "warmupSeconds", "0.1",
                    "seconds", "0.5",
                    "graceMs", "60000",
                    "instruments", "10");

    private static Trial run(String subject, String work, String transport) {
        TrialSpec spec = new TrialSpec(subject, work, TINY).with("transport", transport);
        return new JvmTrialRunner().run(spec);
    }

    @ParameterizedTest
    @CsvSource({"jeromq,tcp", "netty,udp"})
    void shouldEchoEveryTradeOnce(String subject, String transport) {
        Trial trial = run(subject, "echo", transport);
        assertEquals("", trial.failure());
        assertEquals(1_000, trial.metrics().get("receivedTrades"));
        assertEquals(0, trial.metrics().get("lost"));
        assertTrue(trial.histograms().containsKey("latency"));
    }

    @Test
    void shouldLoseNothingOfAFloodOverJeroMq() {
        TrialSpec spec = new TrialSpec("jeromq", "flood", TINY).with("idle", "nap");
        Trial trial = new JvmTrialRunner().run(spec.with("transport", "tcp"));
        assertEquals("", trial.failure());
        assertTrue(trial.metrics().get("sentTrades") > 0);
        assertEquals(trial.metrics().get("sentTrades"), trial.metrics().get("receivedTrades"));
        assertTrue(trial.metrics().get("refused") > 0, "it never was full");
    }

    @Test
    void shouldCountWhatArrivesOfAFloodOverNetty() {
        Trial trial = run("netty", "flood", "udp");
        assertEquals("", trial.failure());
        double received = trial.metrics().get("receivedTrades");
        assertTrue(received > 0);
        assertEquals(trial.metrics().get("sentTrades"), received + trial.metrics().get("lost"));
    }

    @ParameterizedTest
    @CsvSource({
        "jeromq,udp,JeroMQ is measured with transport=tcp alone.",
        "netty,ipc,Netty is measured with transport=udp alone."
    })
    void shouldRefuseAnotherTransport(String subject, String transport, String sentence) {
        String failure = run(subject, "echo", transport).failure();
        assertTrue(failure.contains(sentence), failure);
    }
}
