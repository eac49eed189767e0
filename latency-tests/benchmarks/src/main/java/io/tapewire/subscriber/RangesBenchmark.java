package io.tapewire.subscriber;

import io.tapewire.latency.benchmarks.Timed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a feed's missing items cost to keep track of, by how many ranges of them there are. */
@State(Scope.Thread)
public class RangesBenchmark extends Timed {
    private static final int LENGTH = 33;
    private static final int STEP = 2 * LENGTH;

    /** Missing, each of 33 items with as many between them. */
    @Param({"1", "32", "1024"})
    private int ranges;

    private final SequenceRanges missing = new SequenceRanges();
    private int turn;

    /** Makes the ranges. */
    @Setup
    public void lose() {
        for (int i = 0; i < ranges; i++) {
            missing.append(first(i), first(i) + LENGTH - 1);
        }
    }

    private static long first(int range) {
        return 1 + (long) range * STEP;
    }

    private int nextRange() {
        turn = turn + 1 == ranges ? 0 : turn + 1;
        return turn;
    }

    /** As each frame is that arrives while others are missing. */
    @Benchmark
    public boolean look() {
        long first = first(nextRange()) + LENGTH;
        return missing.overlaps(first, first + LENGTH - 1);
    }

    /** One of them arrives, and is missing again. */
    @Benchmark
    public long fillAndLose() {
        long first = first(nextRange());
        long removed = missing.remove(first, first + LENGTH - 1);
        missing.add(first, first + LENGTH - 1);
        return removed;
    }
}
