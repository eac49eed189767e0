package io.tapewire.subscriber;

import io.tapewire.schemas.Instrument;
import java.util.Arrays;

/**
 * The instruments of one feed's current session, by id, and which of them the reader chose. Ids
 * count from 0 without holes, so an array finds one of a hundred thousand as fast as one of one.
 */
final class InstrumentTable extends FeedMap.Entry {
    private final SymbolChoice choice;
    private long session;
    private Instrument[] byId = new Instrument[0];
    private boolean[] chosen = new boolean[0];
    private int definedBelow;

    InstrumentTable(int feedId, SymbolChoice choice) {
        super(feedId);
        this.choice = choice;
    }

    void enterSession(long session) {
        if (session != this.session) {
            this.session = session;
            Arrays.fill(byId, null);
            Arrays.fill(chosen, false);
            definedBelow = 0;
        }
    }

    /** Answered without a look at the table where all were defined up to the id, as they are. */
    boolean isDefined(int id) {
        return Integer.toUnsignedLong(id) < definedBelow || find(id) != null;
    }

    void define(Instrument instrument) {
        int id = instrument.id();
        if (id >= byId.length) {
            int length = Math.max(id + 1, Math.min(byId.length * 2, Instrument.MAX_COUNT));
            byId = Arrays.copyOf(byId, length);
            chosen = Arrays.copyOf(chosen, length);
        }
        byId[id] = instrument;
        while (definedBelow < byId.length && byId[definedBelow] != null) {
            definedBelow++;
        }
        chosen[id] = choice.includes(instrument);
    }

    /**
     * @return null where it is not defined
     */
    Instrument find(int id) {
        return id >= 0 && id < byId.length ? byId[id] : null;
    }

    boolean isChosen(int id) {
        return id >= 0 && id < chosen.length && chosen[id];
    }
}
