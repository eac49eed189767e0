package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder.DefinitionsDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Decodes frames into trades for a listener, and keeps each feed's instruments. Trades of symbols
 * that the reader did not choose are passed over before they are decoded.
 *
 * <p>For one thread. Allocates when a feed or an instrument is first seen, and never for a trade.
 */
public final class TradeDecoder implements FrameHandler {
    private final FrameDecoder frame = new FrameDecoder();
    private final InstrumentDefinitionsDecoder message = new InstrumentDefinitionsDecoder();
    private final FeedMap<InstrumentTable> tables;
    private final Trade trade = new Trade(frame);
    private final SymbolChoice choice;
    private final TradeListener listener;
    private long trades;
    private long passedOver;
    private long undefined;
    private long badDefinitions;

    /**
     * @param choice symbols to hand on
     * @param listener of their trades
     */
    public TradeDecoder(SymbolChoice choice, TradeListener listener) {
        this.choice = choice;
        this.tables = new FeedMap<>(feedId -> new InstrumentTable(feedId, choice));
        this.listener = listener;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        int templateId = frame.templateId();
        if (templateId == FrameDecoder.TRADES) {
            onTrades(table(), fromSequence);
        } else if (templateId == FrameDecoder.DEFINITIONS) {
            onDefinitions(table());
        }
        return true;
    }

    private void onTrades(InstrumentTable table, long fromSequence) {
        int itemLength = frame.itemLength();
        int count = (int) frame.itemCount();
        int known = (int) Math.max(0, Math.min(count, fromSequence - frame.sequence()));
        long address = frame.itemsAddress() + (long) known * itemLength;
        trade.startFrame(table);
        if (choice.isAll()) {
            onEach(table, address, itemLength, count - known);
        } else {
            onChosen(table, address, itemLength, count - known);
        }
    }

    // A loop for all and another for some: left to make two of one, the JIT makes slow ones.
    private void onEach(InstrumentTable table, long from, int itemLength, int count) {
        long address = from;
        for (int left = count; left > 0; left--) {
            trade.point(address);
            address += itemLength;
            if (!table.isDefined(trade.instrumentId())) {
                undefined++;
            }
            listener.onTrade(trade);
        }
        trades += count;
    }

    private void onChosen(InstrumentTable table, long from, int itemLength, int count) {
        int others = 0;
        long address = from;
        for (int left = count; left > 0; left--) {
            trade.point(address);
            address += itemLength;
            int instrumentId = trade.instrumentId();
            if (!table.isDefined(instrumentId)) {
                undefined++;
            }
            if (table.isChosen(instrumentId)) {
                listener.onTrade(trade);
            } else {
                others++;
            }
        }
        trades += count - others;
        passedOver += others;
    }

    private void onDefinitions(InstrumentTable table) {
        DefinitionsDecoder items =
                message.wrap(
                                frame.frame(),
                                MessageHeaderDecoder.ENCODED_LENGTH,
                                frame.blockLength(),
                                frame.version())
                        .definitions();
        for (int left = items.count(); left > 0; left--) {
            items.next();
            long id = items.instrumentId();
            if (id >= Instrument.MAX_COUNT) {
                badDefinitions++;
            } else if (!table.isDefined((int) id)) {
                define(table, (int) id, items.symbol(), items.venue());
            }
        }
    }

    private void define(InstrumentTable table, int id, String symbol, String venue) {
        if (Instrument.isValid(symbol, venue)) {
            table.define(new Instrument(id, symbol, venue));
        } else {
            badDefinitions++;
        }
    }

    private InstrumentTable table() {
        InstrumentTable table = tables.findOrAdd(frame.feedId());
        table.enterSession(frame.session());
        return table;
    }

    /**
     * Looks an instrument up in a feed's current session.
     *
     * @return null where it has not been defined
     */
    public Instrument instrument(int feedId, int instrumentId) {
        InstrumentTable table = tables.find(feedId);
        return table == null ? null : table.find(instrumentId);
    }

    /** Trades handed to the listener, of frames that it was told all of. */
    public long trades() {
        return trades;
    }

    /** Trades of symbols not chosen, of the same frames. */
    public long passedOver() {
        return passedOver;
    }

    /** Trades whose instrument was not defined yet: their reader came late. */
    public long undefined() {
        return undefined;
    }

    /** Definitions with a text or an id that no instrument can have. */
    public long badDefinitions() {
        return badDefinitions;
    }
}
