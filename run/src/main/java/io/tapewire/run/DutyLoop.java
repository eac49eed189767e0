package io.tapewire.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.agrona.concurrent.IdleStrategy;

/** A command's loop on its own thread: turns until done or told to stop, and progress meanwhile. */
final class DutyLoop {
    private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Console console;
    private final Shutdown shutdown;
    private final IdleStrategy idle;

    DutyLoop(Console console, Shutdown shutdown, IdleStrategy idle) {
        this.console = console;
        this.shutdown = shutdown;
        this.idle = idle;
    }

    /**
     * @param turn answers how much it did
     * @param done asked after each turn
     * @param progress given the ns since the last time, answers a line
     * @return whether it is done, rather than told to stop
     */
    boolean run(IntSupplier turn, BooleanSupplier done, LongFunction<String> progress) {
        long shownNs = System.nanoTime();
        while (!shutdown.isRequested()) {
            idle.idle(turn.getAsInt());
            if (done.getAsBoolean()) {
                return true;
            }
            long nowNs = System.nanoTime();
            if (nowNs - shownNs >= PROGRESS_INTERVAL_NS) {
                console.progress(progress.apply(nowNs - shownNs));
                shownNs = nowNs;
            }
        }
        return done.getAsBoolean();
    }

    /**
     * Turns until the condition holds, the time is over, or told to stop.
     *
     * @return whether the condition holds
     */
    boolean await(IntSupplier turn, BooleanSupplier condition, long longestNs) {
        long startNs = System.nanoTime();
        run(
                turn,
                () -> condition.getAsBoolean() || System.nanoTime() - startNs >= longestNs,
                ns -> "waiting for " + Text.seconds(System.nanoTime() - startNs));
        return condition.getAsBoolean();
    }
}
