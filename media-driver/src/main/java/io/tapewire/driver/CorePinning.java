package io.tapewire.driver;

import java.util.BitSet;
import java.util.function.Consumer;
import net.openhft.affinity.Affinity;

/** Binds threads to cores, and says so where that is not possible. */
public final class CorePinning {
    private CorePinning() {}

    /**
     * Binds the calling thread to one CPU and verifies it. Threads that it starts afterwards
     * inherit the CPU, so pin after starting them.
     *
     * @param cpu the kernel's number of it
     * @param notices told, in one sentence, when it was not possible
     * @return whether the thread now runs on that CPU alone
     */
    public static boolean pinCurrentThread(int cpu, Consumer<String> notices) {
        BitSet one = new BitSet();
        one.set(cpu);
        return bind(one, notices);
    }

    /** Undoes what the calling thread inherited from a pinned one. */
    static void unpinCurrentThread(BitSet cpus, Consumer<String> notices) {
        bind(cpus, notices);
    }

    // The library answers a system it cannot serve by doing nothing, hence the second look; a
    // native library that cannot be loaded surfaces as an Error.
    private static boolean bind(BitSet cpus, Consumer<String> notices) {
        String why;
        try {
            Affinity.setAffinity(cpus);
            BitSet now = Affinity.getAffinity();
            if (cpus.equals(now)) {
                return true;
            }
            why = "it stays on " + UsableCpus.formatList(now);
        } catch (RuntimeException | LinkageError e) {
            why = e.getMessage();
        }
        notices.accept(
                "Thread %s cannot be pinned to CPU %s and runs unpinned: %s."
                        .formatted(
                                Thread.currentThread().getName(),
                                UsableCpus.formatList(cpus),
                                why));
        return false;
    }
}
