package io.tapewire.schemas;

/**
 * A 64-bit digest of what a series of trades says, in order: equal where two readers were told the
 * same trades of the same instruments, whatever feed, session, sequence or frame they came in. Not
 * cryptographic. For one thread; allocates nothing.
 */
public final class TradeDigest {
    // The finalizer of MurmurHash3 (public domain) mixes each word; the multiplier is 2^64 / phi.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long value = GOLDEN;
    private long count;

    /**
     * @param instrumentHash {@link Instrument#contentHash()}, the same for the same symbol and
     *     venue
     */
    public void add(
            long timeNs, long instrumentHash, long price, long quantity, Side side, long tradeId) {
        long hash = value;
        hash = mix(hash ^ timeNs);
        hash = mix(hash ^ instrumentHash);
        hash = mix(hash ^ price);
        hash = mix(hash ^ quantity);
        hash = mix(hash ^ tradeId);
        value = mix(hash ^ side.ordinal());
        count++;
    }

    /** Of the trades so far. */
    public long value() {
        return value;
    }

    /** Trades so far. */
    public long count() {
        return count;
    }

    @Override
    public String toString() {
        return "%016x".formatted(value);
    }

    static long mix(long word) {
        long mixed = word * GOLDEN;
        mixed ^= mixed >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        return mixed ^ (mixed >>> 33);
    }

    static long hashOf(byte[] first, byte[] second) {
        long hash = first.length;
        for (byte b : first) {
            hash = mix(hash ^ b);
        }
        for (byte b : second) {
            hash = mix(hash + b);
        }
        return hash;
    }
}
