package io.tapewire.driver;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes the threads of a driver and its client: named, pinned, daemon, and counted while they run.
 */
final class DriverThreads {
    private final Map<Role, Integer> pins;
    private final BitSet cpus;
    private final Consumer<String> notices;
    private final AtomicInteger ended = new AtomicInteger();

    DriverThreads(Map<Role, Integer> pins, UsableCpus cpus, Consumer<String> notices) {
        this.pins = pins;
        this.cpus = cpus.toBitSet();
        this.notices = notices;
    }

    ThreadFactory of(Role role) {
        return named(role.threadName(), pins.get(role));
    }

    ThreadFactory named(String name) {
        return named(name, null);
    }

    /** Whether a thread that should run for as long as the driver does has come to its end. */
    boolean anyEnded() {
        return ended.get() > 0;
    }

    private ThreadFactory named(String name, Integer cpu) {
        return work -> {
            Thread thread = new Thread(() -> run(name, cpu, work), name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void run(String name, Integer cpu, Runnable work) {
        // The agent runner has meanwhile put a long name of its own in the place of ours.
        Thread.currentThread().setName(name);
        if (cpu != null) {
            CorePinning.pinCurrentThread(cpu, notices);
        } else if (!pins.isEmpty()) {
            CorePinning.unpinCurrentThread(cpus, notices);
        }
        try {
            work.run();
        } finally {
            ended.incrementAndGet();
        }
    }
}
