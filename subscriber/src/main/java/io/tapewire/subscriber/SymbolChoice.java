package io.tapewire.subscriber;

import io.tapewire.schemas.Instrument;
import java.util.Collection;
import java.util.Set;

/** Which symbols a reader wants. Immutable. */
public final class SymbolChoice {
    /** Every symbol. */
    public static final SymbolChoice ALL = new SymbolChoice(Set.of());

    private final Set<String> symbols;

    private SymbolChoice(Set<String> symbols) {
        this.symbols = symbols;
    }

    /**
     * @param symbols as {@code SYMBOL}, at any venue, or {@code SYMBOL@VENUE}; none means every
     *     symbol
     */
    public static SymbolChoice of(Collection<String> symbols) {
        return symbols.isEmpty() ? ALL : new SymbolChoice(Set.copyOf(symbols));
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return symbols.isEmpty();
    }

    boolean includes(Instrument instrument) {
        return isAll()
                || symbols.contains(instrument.symbol())
                || symbols.contains(instrument.toString());
    }
}
