package io.tapewire.latency.subject;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.EpochClock;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a sampled trade was when, in memory that both processes share. All times are of {@link
 * System#nanoTime}. That of sealing comes out of the frame, in time since the epoch, and is turned
 * back by this process's own clock: true to a microsecond or so.
 *
 * <p>A trade is received when the turn of its reader begins in which it is handed on, so that what
 * comes before it in that turn counts as the way to its delivery.
 */
final class Stamps {
    private static final long MAX_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int ROWS = 1 << 17;
    private static final int ROW_LENGTH = 64;
    private static final int NUMBER = 0;
    private static final int SCHEDULED = 8;
    private static final int SEALED = 16;
    private static final int RECEIVED = 24;
    private static final int DELIVERED = 32;
    private static final int JOURNALED = 40;
    private static final int OFFERED = 48;

    // The sender's own, since a line that both write would be fetched from the other core for it.
    private static final int SENT_AT = ROWS * ROW_LENGTH;
    private static final int SENT_LENGTH = 16;
    private static final int SENT_NUMBER = 0;
    private static final int SENT_OFFERED = 8;

    private final EpochClock clock = new EpochClock();
    private final NanoClock turnClock;
    private final UnsafeBuffer rows;
    private final int shift;
    private final long mask;
    private final long step;

    private Stamps(NanoClock turnClock, UnsafeBuffer rows, int shift, long feeds) {
        this.turnClock = turnClock;
        this.rows = rows;
        this.shift = shift;
        this.mask = (1L << shift) - 1;
        // Feeds get trades in turn: so far from each other are sampled ones of one feed.
        this.step = (feeds << shift) / Math.min(Long.lowestOneBit(feeds), 1L << shift);
    }

    /**
     * @param turnClock when the turn began that is under way
     * @return null where hops are not asked for
     */
    static Stamps open(Parameters parameters, NanoClock turnClock) {
        if (!parameters.isOn("hops")) {
            return null;
        }
        double trades = parameters.number("rate", 50_000) * parameters.decimal("seconds", 5);
        int shift = 0;
        while (trades / (1L << shift) > ROWS) {
            shift++;
        }
        File file = new File(parameters.text("dir"), "stamps");
        try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
            long lengthBytes = SENT_AT + (long) ROWS * SENT_LENGTH;
            MappedByteBuffer mapped = opened.getChannel().map(MapMode.READ_WRITE, 0, lengthBytes);
            return new Stamps(
                    turnClock, new UnsafeBuffer(mapped), shift, parameters.number("feeds", 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isSampled(long number) {
        return (number & mask) == 0;
    }

    private int row(long number) {
        return (int) (number >> shift & ROWS - 1) * ROW_LENGTH;
    }

    private int sentRow(long number) {
        return SENT_AT + (int) (number >> shift & ROWS - 1) * SENT_LENGTH;
    }

    void clear() {
        rows.setMemory(0, SENT_AT, (byte) 0);
    }

    /** All sampled trades of a range of one feed, both ends sampled, have been offered just now. */
    void onOffered(long fromNumber, long toNumber) {
        long nowNs = System.nanoTime();
        for (long number = fromNumber; number <= toNumber; number += step) {
            int row = sentRow(number);
            rows.putLong(row + SENT_OFFERED, nowNs);
            rows.putLong(row + SENT_NUMBER, number);
        }
    }

    void onDelivered(long scheduledNs, long number, long sealedEpochNs) {
        int row = row(number);
        long nowNs = System.nanoTime();
        long offsetNs = clock.nanoTime() - nowNs;
        rows.putLong(row + SCHEDULED, scheduledNs);
        rows.putLong(row + SEALED, sealedEpochNs - offsetNs);
        rows.putLong(row + RECEIVED, turnClock.nanoTime());
        rows.putLong(row + DELIVERED, nowNs);
        rows.putLong(row + NUMBER, number);
    }

    /** The same, and were journaled. */
    void onJournaled(long fromNumber, long toNumber) {
        long nowNs = System.nanoTime();
        for (long number = fromNumber; number <= toNumber; number += step) {
            rows.putLong(row(number) + JOURNALED, nowNs);
        }
    }

    void writeTo(TrialOutput out) {
        for (long index = 0; index < ROWS; index++) {
            int row = row(index << shift);
            int sent = sentRow(index << shift);
            boolean same = rows.getLong(row + NUMBER) == rows.getLong(sent + SENT_NUMBER);
            rows.putLong(row + OFFERED, same ? rows.getLong(sent + SENT_OFFERED) : 0);
        }
        write(out, "hop.1 scheduled-sealed", SCHEDULED, SEALED);
        write(out, "hop.2 sealed-offered", SEALED, OFFERED);
        write(out, "hop.3 offered-received", OFFERED, RECEIVED);
        write(out, "hop.4 received-delivered", RECEIVED, DELIVERED);
        write(out, "hop.5 delivered-journaled", DELIVERED, JOURNALED);
    }

    private void write(TrialOutput out, String name, int from, int to) {
        Histogram hop = new Histogram(MAX_NS, 3);
        for (int row = 0; row < SENT_AT; row += ROW_LENGTH) {
            long toNs = rows.getLong(row + to);
            if (rows.getLong(row + NUMBER) != 0 && rows.getLong(row + OFFERED) != 0 && toNs != 0) {
                long ns = toNs - rows.getLong(row + from);
                hop.recordValue(Math.max(0, Math.min(ns, MAX_NS)));
            }
        }
        if (hop.getTotalCount() > 0) {
            out.histogram(name, hop);
        }
    }
}
