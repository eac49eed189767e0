package io.tapewire.latency.work;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A round trip between both ends through memory that they share: by it one knows whether two trials
 * ran on CPUs that are equally far apart, for a hypervisor may put them onto one core, onto two
 * that share a cache, or further apart, and moves them as it likes. Used by the thread of each end.
 */
final class HandOff implements AutoCloseable {
    // Far enough apart for no two of them to come with one line.
    private static final int PING = 0;
    private static final int PONG = 512;
    private static final int LENGTH = 4_096;

    private static final int BATCH = 100;
    // Quicker by less than one part in so many is no quicker.
    private static final int QUICKER_PART = 32;
    private static final long SETTLED_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(1);
    // Of the other end, which comes within milliseconds unless it is dead.
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int TURNS_A_LOOK = 1 << 14;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer cells;
    // Of the end that measures: what it asked last; of the other: what it heard last.
    private long last;

    private HandOff(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.cells = new UnsafeBuffer(mapped);
    }

    /**
     * For one of both ends.
     *
     * @param dir that both share
     */
    static HandOff open(Path dir) {
        try (FileChannel file =
                FileChannel.open(
                        dir.resolve("hand-off"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new HandOff(file.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH));
        } catch (IOException e) {
            throw new TapewireException("No file can be made in " + dir + ": " + e.getMessage(), e);
        }
    }

    /**
     * Measures, while the other end is in {@link #answer}.
     *
     * @return ns of a round trip, of the quickest hundred in a row; NaN where nobody answered
     */
    double measureNs() {
        long startNs = System.nanoTime();
        long fromNs = startNs;
        long betterNs = startNs;
        long leastNs = Long.MAX_VALUE;
        // The JIT first makes these loops, at both ends.
        while (fromNs - betterNs < SETTLED_NS && fromNs - startNs < LONGEST_NS) {
            for (int i = 0; i < BATCH; i++) {
                last++;
                cells.putLongRelease(PING, last);
                if (await(PONG, last - 1) != last) {
                    // Whoever comes later still ends at once.
                    cells.putLongRelease(PING, -last);
                    return Double.NaN;
                }
            }
            long toNs = System.nanoTime();
            if (toNs - fromNs < leastNs - leastNs / QUICKER_PART) {
                betterNs = toNs;
            }
            leastNs = Math.min(leastNs, toNs - fromNs);
            fromNs = toNs;
        }
        cells.putLongRelease(PING, -last);
        return (double) leastNs / BATCH;
    }

    /** Answers until the other end has measured, or nothing was asked for two seconds. */
    void answer() {
        long heard = await(PING, last);
        while (heard > 0 && heard != last) {
            cells.putLongRelease(PONG, heard);
            last = heard;
            heard = await(PING, last);
        }
        last = heard;
    }

    /** What a cell holds once it is no longer this; this, where that takes too long. */
    private long await(int cell, long old) {
        long now = cells.getLongAcquire(cell);
        long startNs = 0;
        for (int turns = 1; now == old; turns++) {
            if (turns % TURNS_A_LOOK == 0) {
                long nowNs = System.nanoTime();
                startNs = startNs == 0 ? nowNs : startNs;
                if (nowNs - startNs > PATIENCE_NS) {
                    return old;
                }
            }
            now = cells.getLongAcquire(cell);
        }
        return now;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
