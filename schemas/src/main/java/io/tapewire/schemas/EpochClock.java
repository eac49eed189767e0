package io.tapewire.schemas;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.HighResolutionClock;

/**
 * Time since the epoch at the cost of {@link System#nanoTime}: an offset to it, sampled from the
 * system's clock where the two reads around it were closest, and sampled again every second.
 *
 * <p>Two of them, in one process or in two on one host, agree to a microsecond or so. For one
 * thread; allocates at most a few bytes a second.
 */
public final class EpochClock implements EpochNanoClock {
    private static final int FIRST_SAMPLES = 200;
    private static final int LATER_SAMPLES = 3;
    // Often in the first seconds: what the JIT has not seen while it looked it leaves out, and a
    // second later it would throw the whole path of a frame away for it, and make another.
    private static final long FIRST_RESAMPLE_NS = 50_000L;
    private static final long RESAMPLE_NS = 1_000_000_000L;

    private long offsetNs;
    private long sampledNs;
    private long resampleNs = FIRST_RESAMPLE_NS;

    /** Samples the system's clock. */
    public EpochClock() {
        sample(FIRST_SAMPLES);
    }

    @Override
    public long nanoTime() {
        long nowNs = System.nanoTime();
        if (nowNs - sampledNs >= resampleNs) {
            resampleNs = Math.min(resampleNs + resampleNs / 4, RESAMPLE_NS);
            sample(LATER_SAMPLES);
        }
        return nowNs + offsetNs;
    }

    private void sample(int samples) {
        long closestNs = Long.MAX_VALUE;
        for (int i = 0; i < samples; i++) {
            long beforeNs = System.nanoTime();
            long epochNs = HighResolutionClock.epochNanos();
            long afterNs = System.nanoTime();
            if (afterNs - beforeNs < closestNs) {
                closestNs = afterNs - beforeNs;
                offsetNs = epochNs - beforeNs - closestNs / 2;
                sampledNs = afterNs;
            }
        }
    }
}
