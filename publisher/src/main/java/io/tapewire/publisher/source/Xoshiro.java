package io.tapewire.publisher.source;

/**
 * The generator xoshiro256++ of Blackman and Vigna, seeded by SplitMix64: the same numbers for the
 * same seed on every machine and JDK.
 */
final class Xoshiro {
    private long s0;
    private long s1;
    private long s2;
    private long s3;
    private long seedState;

    Xoshiro(long seed) {
        seedState = seed;
        s0 = splitMix();
        s1 = splitMix();
        s2 = splitMix();
        s3 = splitMix();
    }

    private long splitMix() {
        seedState += 0x9e3779b97f4a7c15L;
        long z = seedState;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long next() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** From 0 up to below {@code bound}, evenly but for less than a millionth. */
    int nextInt(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** From 0 up to below 1. */
    double nextDouble() {
        return (next() >>> 11) * 0x1p-53;
    }
}
