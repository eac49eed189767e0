package io.tapewire.run.output;

import io.tapewire.schemas.Instrument;
import io.tapewire.subscriber.Trade;
import org.agrona.collections.Int2ObjectHashMap;

/** What a trade's instrument is called, also where its definition has not arrived. */
final class Names {
    private final Int2ObjectHashMap<Instrument> unknown = new Int2ObjectHashMap<>();

    /** {@code #7} stands for the unknown instrument 7. */
    Instrument of(Trade trade) {
        return of(trade.instrument(), trade.instrumentId());
    }

    /**
     * @param instrument null where it is unknown
     */
    Instrument of(Instrument instrument, int id) {
        return instrument != null ? instrument : unknown(id);
    }

    private Instrument unknown(int id) {
        Instrument instrument = unknown.get(id);
        if (instrument == null) {
            instrument = new Instrument(0, "#" + Integer.toUnsignedString(id), "");
            unknown.put(id, instrument);
        }
        return instrument;
    }
}
