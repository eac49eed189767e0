package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;

/**
 * How a journal is written.
 *
 * @param roll how long a feed goes on in one file; a feed that has one keeps to its own
 * @param reserveBytes room that must stay free on the disk: below it the journal takes nothing. Two
 *     blocks of a file, 128 MiB, are kept free in any case
 */
public record JournalSettings(Roll roll, long reserveBytes) {
    private static final long DEFAULT_RESERVE_BYTES = 512L << 20;

    /** Refuses a negative reserve, in one sentence. */
    public JournalSettings {
        if (reserveBytes < 0) {
            throw new TapewireException(
                    "A journal cannot keep %d bytes of the disk free: use 0 or more."
                            .formatted(reserveBytes));
        }
    }

    /**
     * Hourly files, 512 MiB kept free. Hourly, since an hour is what one deletes to make room, and
     * no rate that a disk bears reaches the most frames of an hour's file.
     */
    public static JournalSettings defaults() {
        return new JournalSettings(Roll.HOURLY, DEFAULT_RESERVE_BYTES);
    }

    /** The same with another roll. */
    public JournalSettings roll(Roll otherRoll) {
        return new JournalSettings(otherRoll, reserveBytes);
    }

    /** The same with another reserve. */
    public JournalSettings reserveBytes(long otherReserveBytes) {
        return new JournalSettings(roll, otherReserveBytes);
    }
}
