package io.tapewire.latency.compare;

import io.tapewire.latency.environment.Environment;
import io.tapewire.latency.trial.TrialSpec;
import java.util.Map;
import org.agrona.BitUtil;

/** How long a log's terms are in a trial, where that is not the default. */
public final class Terms {
    private static final int PACED_LENGTH_BYTES = 256 << 10;
    private static final int LENGTH_BYTES = 4 << 20;
    private static final int SUSTAINED_LENGTH_BYTES = 64 << 20;

    /** Of both drivers, beside their logs. */
    private static final long DRIVERS_BYTES = 24 << 20;

    /** Of the origin's log, and what the far end's driver asks to be free for two. */
    private static final long TERMS = 9;

    /** Beyond it a reader that stands still for 5 ms has the publisher wait. */
    private static final long PACED_RATE_MOST = 200_000;

    /** A driver takes no longer datagrams than this part of a term. */
    private static final int DATAGRAMS_A_TERM = 8;

    private Terms() {}

    /**
     * The same trial, and where trades come one at a time with terms so short that at 10 k trades/s
     * one ends in each part of the settling. What comes there for the first time has the JIT make
     * the loop anew, and a loop that waits for that would show in the tail of what is measured.
     *
     * <p>The window of flow control is half a term, so where many trades are under way at once, or
     * a reader gets no CPU for a while, nothing is changed, nor where the trial says the length.
     */
    public static TrialSpec paced(TrialSpec spec) {
        Map<String, String> parameters = spec.parameters();
        boolean isAlone =
                number(parameters, "rate", Long.MAX_VALUE) <= PACED_RATE_MOST
                        && number(parameters, "burst", 1) == 1
                        && number(parameters, "feeds", 1) == 1
                        && parameters.getOrDefault("layout", "inline").equals("inline")
                        && !parameters.getOrDefault("journal", "off").equals("separate");
        int mtuBytes = (int) number(parameters, "mtu", 1_408);
        int leastBytes = BitUtil.findNextPositivePowerOfTwo(DATAGRAMS_A_TERM * mtuBytes);
        return isAlone
                ? spec.withDefault("termBytes", Math.max(PACED_LENGTH_BYTES, leastBytes))
                : spec;
    }

    /**
     * The same trial with room for what is sent while something else runs on the reader's CPU, as
     * far as shared memory has it.
     */
    public static TrialSpec sustained(TrialSpec spec) {
        return sustained(spec, Environment.sharedMemoryRoomBytes());
    }

    static TrialSpec sustained(TrialSpec spec, long roomBytes) {
        int lengthBytes = SUSTAINED_LENGTH_BYTES;
        while (lengthBytes > LENGTH_BYTES && DRIVERS_BYTES + TERMS * lengthBytes > roomBytes) {
            lengthBytes /= 2;
        }
        return spec.withDefault("termBytes", lengthBytes);
    }

    private static long number(Map<String, String> parameters, String name, long otherwise) {
        String text = parameters.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }
}
