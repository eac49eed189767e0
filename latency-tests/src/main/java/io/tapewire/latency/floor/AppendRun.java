package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.TapewireException;

/**
 * Writes so many bytes to a disk, the first part of them unmeasured, and says what that took as a
 * whole: what the disk makes a writer wait is part of writing. The same volume for each subject,
 * since the kernel bears the first part of any volume in memory.
 */
public final class AppendRun {
    private static final int MOST_MIB = 2_048;

    private final long warmupRecords;
    private final long measuredRecords;
    private final int recordBytes;

    /**
     * Takes {@code volumeMib}, 768 where not given, and {@code warmupMib}, 128.
     *
     * @param recordBytes of one
     */
    public AppendRun(Parameters parameters, int recordBytes) {
        long warmupMib = parameters.number("warmupMib", 128);
        long volumeMib = parameters.number("volumeMib", 768);
        if (warmupMib + volumeMib > MOST_MIB) {
            throw new TapewireException(
                    "A trial writes at most %d MiB: give less for volumeMib and warmupMib."
                            .formatted(MOST_MIB));
        }
        this.recordBytes = recordBytes;
        this.warmupRecords = (warmupMib << 20) / recordBytes;
        this.measuredRecords = (volumeMib << 20) / recordBytes;
    }

    /**
     * @param append writes one record
     */
    public void run(Runnable append, TrialOutput out) {
        for (long i = 0; i < warmupRecords; i++) {
            append.run();
        }
        long startNs = System.nanoTime();
        for (long i = 0; i < measuredRecords; i++) {
            append.run();
        }
        long elapsedNs = System.nanoTime() - startNs;
        out.metric("nsPerFrame", (double) elapsedNs / measuredRecords);
        out.metric("bytesPerSecond", measuredRecords * recordBytes * 1e9 / elapsedNs);
        out.metric("lengthBytes", recordBytes);
    }
}
