package io.tapewire.latency.work;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** For how long this JVM has compiled. Any thread. */
final class Jit {
    private static final CompilationMXBean COMPILATION = ManagementFactory.getCompilationMXBean();

    private Jit() {}

    /** In ms since it started, counted as each method is ready; always 0 without a compiler. */
    static long totalMs() {
        return COMPILATION == null ? 0 : COMPILATION.getTotalCompilationTime();
    }
}
