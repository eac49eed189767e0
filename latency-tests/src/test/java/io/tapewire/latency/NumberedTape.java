package io.tapewire.latency;

import io.tapewire.publisher.source.TradeSource;

/**
 * A tape with the sequences that its trades take in a session: the definition of each instrument
 * takes one too, before the first trade that needs it or one after it.
 */
final class NumberedTape {
    final TradeSource tape;
    private int definitions;
    private long trades;

    NumberedTape(TradeSource tape) {
        this.tape = tape;
    }

    boolean advance() {
        if (!tape.advance()) {
            return false;
        }
        definitions = Math.max(definitions, tape.instrument() + 1);
        trades++;
        return true;
    }

    /** Of the trade that it stands at. */
    long sequence() {
        return definitions + trades;
    }

    String symbol() {
        return tape.symbol(tape.instrument());
    }

    String venue() {
        return tape.venue(tape.instrument());
    }
}
