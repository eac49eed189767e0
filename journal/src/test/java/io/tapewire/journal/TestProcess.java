package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Another JVM, to be killed or to be started wrongly. */
final class TestProcess {
    private TestProcess() {}

    static Process start(List<String> jvmFlags, Class<?> main, Object... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The argument file that every JVM of the project is started with. */
    static String jvmOptions() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("run/jvm.options"))) {
            dir = dir.getParent();
        }
        return "@" + dir.resolve("run/jvm.options");
    }

    static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return output;
    }

    static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, "nothing within 30 s");
            LockSupport.parkNanos(200_000);
        }
    }
}
