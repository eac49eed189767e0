package io.tapewire.publisher.source;

import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import java.util.HashSet;
import java.util.Set;

/**
 * Trades as a market might make them, the same for the same seed on every machine and JDK.
 *
 * <p>A few instruments trade often and most hardly ever. Trades come in a calm and in bursts a
 * hundred times as fast; one in four is a further fill of the same order: same instrument, time and
 * side. Most are small, a few very large. Every instrument is known from the start.
 */
public final class GeneratedTape implements TradeSource {
    /** How many instruments there are unless it is said. */
    public static final int DEFAULT_INSTRUMENTS = 5_000;

    private static final int MAX_INSTRUMENTS = 1 << 20;

    /** 2026-01-05T14:30:00Z. */
    private static final long START_NS = 1_767_623_400_000_000_000L;

    private static final double ACTIVITY_EXPONENT = -1.05;
    private static final double SIZE_EXPONENT = -1 / 1.3;
    private static final double MAX_LOTS = 10_000;
    private static final int CALM_MEAN_NS = 100_000;
    private static final int BURST_MEAN_NS = 1_000;
    private static final int CALM_ENDS_OF_2048 = 1;
    private static final int BURST_ENDS_OF_2048 = 4;

    /** Entries of a table from which a distribution is drawn by its quantiles. */
    private static final int QUANTILES = 4_096;

    private static final int GAP_SCALE_BITS = 10;

    private final Xoshiro random;
    private final GeneratedInstrument[] instruments;
    private final AliasTable activity;
    private final long[] scaledGaps = new long[QUANTILES];
    private final long[] lots = new long[QUANTILES];
    private final long count;
    private long made;
    private boolean bursting;
    private long timeNs = START_NS;
    private int instrument;
    private GeneratedInstrument current;

    /**
     * @param count of trades
     * @param seed any
     */
    public GeneratedTape(long count, long seed) {
        this(count, seed, DEFAULT_INSTRUMENTS);
    }

    /**
     * @param count of trades
     * @param seed any
     * @param instrumentCount from 1 to 1,048,576
     * @throws TapewireException where there cannot be so many
     */
    public GeneratedTape(long count, long seed, int instrumentCount) {
        if (count < 0 || instrumentCount < 1 || instrumentCount > MAX_INSTRUMENTS) {
            throw new TapewireException(
                    ("A tape of %d trades in %d instruments cannot be generated: use 0 or more"
                                    + " trades, and 1 to %d instruments.")
                            .formatted(count, instrumentCount, MAX_INSTRUMENTS));
        }
        this.count = count;
        this.random = new Xoshiro(seed);
        this.instruments = new GeneratedInstrument[instrumentCount];
        double[] weights = new double[instrumentCount];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < instrumentCount; i++) {
            String symbol = GeneratedInstrument.randomSymbol(random);
            while (!taken.add(symbol)) {
                symbol = GeneratedInstrument.randomSymbol(random);
            }
            instruments[i] = new GeneratedInstrument(symbol, random);
            weights[i] = StrictMath.pow(i + 1, ACTIVITY_EXPONENT);
        }
        this.activity = new AliasTable(weights);
        for (int i = 0; i < QUANTILES; i++) {
            double rest = 1 - (i + 0.5) / QUANTILES;
            scaledGaps[i] = (long) (-StrictMath.log(rest) * (1 << GAP_SCALE_BITS));
            lots[i] = (long) Math.min(MAX_LOTS, StrictMath.pow(rest, SIZE_EXPONENT));
        }
    }

    @Override
    public boolean advance() {
        if (made == count) {
            return false;
        }
        made++;
        long bits = random.next();
        boolean isFurtherFill = current != null && bits >>> 62 == 0;
        if (!isFurtherFill) {
            instrument = activity.draw(random.next());
            current = instruments[instrument];
            timeNs += nextGapNs(random.next());
        }
        current.trade(bits, lots[(int) (bits >>> 48) & (QUANTILES - 1)], !isFurtherFill);
        return true;
    }

    private long nextGapNs(long bits) {
        int ends = bursting ? BURST_ENDS_OF_2048 : CALM_ENDS_OF_2048;
        bursting ^= (bits & 2_047) < ends;
        int meanNs = bursting ? BURST_MEAN_NS : CALM_MEAN_NS;
        return scaledGaps[(int) (bits >>> 52)] * meanNs >> GAP_SCALE_BITS;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public int instrument() {
        return instrument;
    }

    @Override
    public long price() {
        return current.price();
    }

    @Override
    public long quantity() {
        return current.quantity();
    }

    @Override
    public Side side() {
        return current.side();
    }

    @Override
    public long tradeId() {
        return current.tradeId();
    }

    @Override
    public int instrumentCount() {
        return instruments.length;
    }

    @Override
    public String symbol(int number) {
        return instruments[number].symbol();
    }

    @Override
    public String venue(int number) {
        return instruments[number].venue();
    }

    @Override
    public String place() {
        return "generated trade " + made;
    }

    @Override
    public void close() {}
}
