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
 * How long the CPUs of both ends need to tell each other something, in memory that they share: by
 * it one knows whether two trials ran on CPUs that are equally far apart, for a hypervisor may put
 * them onto one core, onto two that share a cache, or further apart, and moves them as it likes.
 * For the loop of each end.
 */
final class HandOff implements AutoCloseable {
    private static final int PING = 0;
    private static final int PONG = 512;
    private static final int LENGTH = 4_096;
    private static final int BATCH = 100;
    private static final int LEAST_BATCHES = 20;
    private static final long MEASURED_NS = TimeUnit.MILLISECONDS.toNanos(10);
    // Some seconds: the other end is never so late, unless it is dead.
    private static final int MOST_TURNS = 1 << 30;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer cells;
    // Asked; where that was the end, its negative.
    private long last;

    private HandOff(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.cells = new UnsafeBuffer(mapped);
    }

    /**
     * For one of both ends.
     *
     * @param dir that both share, in memory
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
        long leastNs = Long.MAX_VALUE;
        for (int batch = 0; batch < LEAST_BATCHES || fromNs - startNs < MEASURED_NS; batch++) {
            for (int i = 0; i < BATCH; i++) {
                last++;
                cells.putLongRelease(PING, last);
                if (!isAnswered(last)) {
                    return Double.NaN;
                }
            }
            long toNs = System.nanoTime();
            leastNs = Math.min(leastNs, toNs - fromNs);
            fromNs = toNs;
        }
        cells.putLongRelease(PING, -last);
        return (double) leastNs / BATCH;
    }

    private boolean isAnswered(long asked) {
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            if (cells.getLongAcquire(PONG) == asked) {
                return true;
            }
        }
        return false;
    }

    /** Answers until the other end has measured. */
    void answer() {
        long seen = last;
        for (int turns = 0; seen >= 0 || seen == last; turns++) {
            long asked = cells.getLongAcquire(PING);
            if (asked != seen) {
                cells.putLongRelease(PONG, asked);
                seen = asked;
                turns = 0;
            } else if (turns == MOST_TURNS) {
                break;
            }
        }
        last = seen;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
