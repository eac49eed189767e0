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
 *
 * <p>Through some pages it takes twice as long as through others, probably for where the host has
 * them. So it goes through many, and the quickest counts.
 */
final class HandOff implements AutoCloseable {
    // Far enough apart for no two of them to come with one line.
    private static final int PING = 0;
    private static final int PONG = 512;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGES = 64;

    // So many round trips go through one page, each with a number: that of the page is in it.
    private static final int BATCH_SHIFT = 7;
    private static final int BATCH = 1 << BATCH_SHIFT;
    // Quicker by less than one part in so many is no quicker.
    private static final int QUICKER_PART = 32;
    private static final long SETTLED_NS = TimeUnit.MILLISECONDS.toNanos(50);
    // Besides the time, of which the JIT may take all while it makes these loops.
    private static final int SETTLED_BATCHES = 8 * PAGES;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(1);
    // Of the other end, which comes within milliseconds unless it is dead.
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int TURNS_A_LOOK = 1 << 14;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer cells;
    // Before the next number. The first one begins a page, as each batch does, and is not what an
    // untouched cell holds.
    private long last = BATCH - 1;

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
            return new HandOff(file.map(FileChannel.MapMode.READ_WRITE, 0, PAGES << PAGE_SHIFT));
        } catch (IOException e) {
            throw new TapewireException("No file can be made in " + dir + ": " + e.getMessage(), e);
        }
    }

    /**
     * Measures, while the other end is in {@link #answer}.
     *
     * @return ns of a round trip: the mean of 128, through the quickest page; NaN where nobody
     *     answered
     */
    double measureNs() {
        long startNs = System.nanoTime();
        long fromNs = startNs;
        long betterNs = startNs;
        long leastNs = Long.MAX_VALUE;
        int batches = 0;
        while ((fromNs - betterNs < SETTLED_NS || batches < SETTLED_BATCHES)
                && fromNs - startNs < LONGEST_NS) {
            for (int i = 0; i < BATCH; i++) {
                cells.putLongRelease(cell(PING), last + 1);
                if (await(PONG) == 0) {
                    // An end that comes later, and so never answered, ends at once.
                    end();
                    return Double.NaN;
                }
                last++;
            }
            long toNs = System.nanoTime();
            if (toNs - fromNs < leastNs - leastNs / QUICKER_PART) {
                betterNs = toNs;
                batches = 0;
            }
            batches++;
            leastNs = Math.min(leastNs, toNs - fromNs);
            fromNs = toNs;
        }
        end();
        return (double) leastNs / BATCH;
    }

    private void end() {
        cells.putLongRelease(cell(PING), -(last + 1));
        toNextPage();
    }

    /** Answers until the other end has measured, or nothing was asked for two seconds. */
    void answer() {
        long heard = await(PING);
        while (heard > 0) {
            cells.putLongRelease(cell(PONG), heard);
            last = heard;
            heard = await(PING);
        }
        if (heard < 0) {
            toNextPage();
        }
    }

    private void toNextPage() {
        last = (last + 1) | (BATCH - 1);
    }

    // Where the next number is to be.
    private int cell(int pingOrPong) {
        int page = (int) ((last + 1) >> BATCH_SHIFT) & (PAGES - 1);
        return (page << PAGE_SHIFT) + pingOrPong;
    }

    /**
     * The next number once it is there, less than 0 where it says the end; 0 where that takes too
     * long.
     */
    private long await(int pingOrPong) {
        long next = last + 1;
        int cell = cell(pingOrPong);
        long startNs = 0;
        long now = cells.getLongAcquire(cell);
        for (int turns = 1; Math.abs(now) != next; turns++) {
            if (turns % TURNS_A_LOOK == 0) {
                long nowNs = System.nanoTime();
                startNs = startNs == 0 ? nowNs : startNs;
                if (nowNs - startNs > PATIENCE_NS) {
                    return 0;
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
