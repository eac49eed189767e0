package io.tapewire.latency.work;

/**
 * When a trial has settled: after parts at the measured rate, two at least, in the last of which
 * the JIT was quiet. At a lower rate than the warm-up's loops are mostly idle, which it makes other
 * code for; and what the pause of the first hand-off brings has it make loops anew.
 *
 * <p>For one thread.
 */
final class Settling {
    /** Of each part. */
    static final double SECONDS = 0.3;

    private static final int PARTS_LEAST = 2;
    private static final int PARTS_MOST = 8;

    /** A flood settles for the JIT's sake no longer than this: what it journals takes pages. */
    private static final int FLOOD_PARTS_MOST = 3;

    /** In a part: less than a percent, so that it does not make the p99. */
    private static final long COMPILED_MS_MOST = 2;

    private final int partsMost;
    private int parts;

    Settling(Kind kind) {
        boolean isPaced = kind == Kind.ECHO || kind == Kind.ONE_WAY;
        partsMost = isPaced ? PARTS_MOST : FLOOD_PARTS_MOST;
    }

    /**
     * A part is over.
     *
     * @param compiledMs for how long the JIT was at work in it, at the end where that was longer
     * @return whether another has to follow
     */
    boolean goesOn(long compiledMs) {
        parts++;
        return parts < PARTS_LEAST || parts < partsMost && compiledMs > COMPILED_MS_MOST;
    }

    int parts() {
        return parts;
    }
}
