package io.tapewire.latency.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.latency.trial.TrialSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildCommandTest {
    @Test
    void shouldGiveTrialsEachFlagOfTheFileAndNoMemoryOfThisJvm() {
        List<String> ours = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> words =
                ChildCommand.likeThisJvm(Map.of())
                        .words(new TrialSpec("tapewire", "codec", Map.of()));
        List<String> flags =
                ours.stream()
                        .filter(word -> !word.startsWith("-Xm") && !word.startsWith("-ea"))
                        .toList();
        assertEquals(flags, flags.stream().filter(words::contains).toList());
        assertEquals(1, words.stream().filter(word -> word.startsWith("-Xmx")).count());
    }
}
