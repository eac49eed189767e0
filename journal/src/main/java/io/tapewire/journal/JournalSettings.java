package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;

/**
 * How a journal is written.
 *
 * @param roll how long a feed goes on in one file; a feed that has one keeps to its own
 * @param blockBytes by how much a file grows at a time, 1 MiB to 1 GiB, a power of two. Files are
 *     sparse: what they occupy is what was written
 * @param reserveBytes room that must stay free on the disk: below it the journal takes nothing. At
 *     least two blocks are kept in any case
 */
public record JournalSettings(Roll roll, long blockBytes, long reserveBytes) {
    /** Lets a feed's file grow by 64 MiB: one mapping, and one stall to make it, for as much. */
    static final long DEFAULT_BLOCK_BYTES = 64L << 20;

    private static final long DEFAULT_RESERVE_BYTES = 512L << 20;
    private static final long MIN_BLOCK_BYTES = 1L << 20;
    private static final long MAX_BLOCK_BYTES = 1L << 30;

    /** Refuses a block size out of range and a negative reserve, in one sentence. */
    public JournalSettings {
        if (blockBytes < MIN_BLOCK_BYTES
                || blockBytes > MAX_BLOCK_BYTES
                || Long.bitCount(blockBytes) != 1) {
            throw new TapewireException(
                    "A journal's block of %d bytes is not a power of two from 1 MiB to 1 GiB."
                            .formatted(blockBytes));
        }
        if (reserveBytes < 0) {
            throw new TapewireException(
                    "A journal cannot keep %d bytes of the disk free: use 0 or more."
                            .formatted(reserveBytes));
        }
    }

    /**
     * Hourly files in blocks of 64 MiB, 512 MiB kept free. Hourly, since an hour is what one
     * deletes to make room, and no rate that a disk bears reaches the most frames of an hour's
     * file.
     */
    public static JournalSettings defaults() {
        return new JournalSettings(Roll.HOURLY, DEFAULT_BLOCK_BYTES, DEFAULT_RESERVE_BYTES);
    }

    /** The same with another roll. */
    public JournalSettings roll(Roll otherRoll) {
        return new JournalSettings(otherRoll, blockBytes, reserveBytes);
    }

    /** The same with another reserve. */
    public JournalSettings reserveBytes(long otherReserveBytes) {
        return new JournalSettings(roll, blockBytes, otherReserveBytes);
    }
}
