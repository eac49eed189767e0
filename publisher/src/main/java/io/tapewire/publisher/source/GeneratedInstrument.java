package io.tapewire.publisher.source;

import io.tapewire.schemas.Side;

/**
 * One instrument of a generated tape. Its bid walks at random in ticks and is pulled back to where
 * it started, the harder the further it is; a buyer pays one tick more. The aggressor tends to stay
 * on one side, and pushes the price his way.
 */
final class GeneratedInstrument {
    private static final String[] VENUES = {"XNAS", "XNYS", "ARCX", "BATS", "XCME"};
    private static final int[] SYMBOL_LENGTHS = {1, 2, 3, 3, 4, 4, 4, 5};

    private static final long ONE_PRICE = 1_000_000_000L;
    private static final long ONE_QUANTITY = 100_000_000L;
    private static final long[] TICKS = {
        ONE_PRICE / 100, ONE_PRICE / 100, ONE_PRICE / 10_000, ONE_PRICE / 200, ONE_PRICE / 4
    };
    private static final long[] LOTS = {
        100 * ONE_QUANTITY, 100 * ONE_QUANTITY, ONE_QUANTITY, ONE_QUANTITY / 1_000
    };

    private static final int LEAST_TICKS = 100;
    private static final double TICKS_DECADES = 4;
    private static final int TURN_OF_256 = 80;
    private static final int MOVE_OF_256 = 96;
    private static final int EVEN_OF_65536 = 32_768;
    private static final int PUSH_OF_65536 = 4_096;

    private final String symbol;
    private final String venue;
    private final long tick;
    private final long lot;
    private final long startTicks;
    private final long maxStepTicks;

    /** By how much each tick of distance shifts the odds, in units of 2^-32. */
    private final long pull;

    private long bidTicks;
    private long quantity;
    private Side side = Side.BUY;
    private long tradeId;

    GeneratedInstrument(String symbol, Xoshiro random) {
        this.symbol = symbol;
        this.venue = VENUES[random.nextInt(VENUES.length)];
        this.tick = TICKS[random.nextInt(TICKS.length)];
        this.lot = LOTS[random.nextInt(LOTS.length)];
        double decades = TICKS_DECADES * random.nextDouble();
        this.startTicks = (long) (LEAST_TICKS * StrictMath.pow(10, decades));
        this.maxStepTicks = 1 + startTicks / 10_000;
        long rangeTicks = Math.max(8, startTicks / 20);
        this.pull = (((long) EVEN_OF_65536 << 16) + rangeTicks - 1) / rangeTicks;
        this.bidTicks = startTicks;
        this.tradeId = random.nextInt(1_000_000_000);
    }

    static String randomSymbol(Xoshiro random) {
        char[] letters = new char[SYMBOL_LENGTHS[random.nextInt(SYMBOL_LENGTHS.length)]];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) ('A' + random.nextInt(26));
        }
        return new String(letters);
    }

    /**
     * Trades once more.
     *
     * @param random the low 48 of 64 even bits are used
     * @param lots to trade
     * @param maySideTurn whether the aggressor may be on the other side than before
     */
    void trade(long random, long lots, boolean maySideTurn) {
        if (maySideTurn && (random & 0xff) < TURN_OF_256) {
            side = side == Side.BUY ? Side.SELL : Side.BUY;
        }
        if ((random >>> 8 & 0xff) < MOVE_OF_256) {
            long push = side == Side.BUY ? PUSH_OF_65536 : -PUSH_OF_65536;
            long upOf65536 = EVEN_OF_65536 + push - ((bidTicks - startTicks) * pull >> 16);
            long stepTicks = 1 + ((random >>> 32 & 0xffff) * maxStepTicks >>> 16);
            bidTicks += (random >>> 16 & 0xffff) < upOf65536 ? stepTicks : -stepTicks;
        }
        quantity = lots * lot;
        tradeId++;
    }

    String symbol() {
        return symbol;
    }

    String venue() {
        return venue;
    }

    long tick() {
        return tick;
    }

    long price() {
        return (side == Side.BUY ? bidTicks + 1 : bidTicks) * tick;
    }

    long quantity() {
        return quantity;
    }

    Side side() {
        return side;
    }

    long tradeId() {
        return tradeId;
    }
}
