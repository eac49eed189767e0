package io.tapewire.publisher;

import io.tapewire.schemas.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instruments that a session has defined, each once. */
final class InstrumentRegister {
    private record Key(String symbol, String venue) {}

    private final List<Instrument> byId = new ArrayList<>();
    private final Map<Key, Instrument> byName = new HashMap<>();

    /**
     * @param defined before, in order of their ids
     */
    InstrumentRegister(List<Instrument> defined) {
        defined.forEach(this::add);
    }

    /**
     * @return null where it has not been defined
     */
    Instrument find(String symbol, String venue) {
        return byName.get(new Key(symbol, venue));
    }

    Instrument add(String symbol, String venue) {
        return add(new Instrument(byId.size(), symbol, venue));
    }

    private Instrument add(Instrument instrument) {
        byId.add(instrument);
        byName.put(new Key(instrument.symbol(), instrument.venue()), instrument);
        return instrument;
    }

    Instrument byId(int id) {
        return byId.get(id);
    }

    int count() {
        return byId.size();
    }
}
