package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.GroupSizeEncodingDecoder;
import io.tapewire.schemas.sbe.GroupSizeEncodingEncoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder.TradesEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradeDecoderTest {
    private final List<String> heard = new ArrayList<>();

    private TradeDecoder decoder(SymbolChoice choice) {
        return new TradeDecoder(
                choice, trade -> heard.add(trade.instrument() + " " + trade.sequence()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveEveryFieldOfATrade(boolean onHeap) {
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade -> {
                            assertEquals(1_005, trade.timeNs());
                            assertEquals(5, trade.price());
                            assertEquals(10, trade.quantity());
                            assertEquals(15, trade.tradeId());
                            assertEquals(Side.BUY, trade.side());
                            assertEquals(0, trade.instrumentId());
                            assertEquals(0xABCD, trade.conditions());
                            assertEquals(9, trade.feedId());
                            assertEquals(100, trade.session());
                            assertEquals(5, trade.sequence());
                            assertEquals(77, trade.sealTimeNs());
                            heard.add("trade");
                        });
        FrameHandler withConditions =
                (buffer, offset, lengthBytes, from) -> {
                    UnsafeBuffer copy = buffer(onHeap);
                    copy.putBytes(3, buffer, offset, lengthBytes);
                    int at = 3 + TradeFrameEncoder.ITEMS_OFFSET;
                    at += TradesEncoder.conditionsEncodingOffset();
                    copy.putShort(at, (short) 0xABCD, TradeBatchEncoder.BYTE_ORDER);
                    return decoder.onFrame(copy, 3, lengthBytes, from);
                };
        new Frames(withConditions, 9, 100).trades(5, 5);
        assertEquals(List.of("trade"), heard);
    }

    @Test
    void shouldNameTheInstrumentOnceDefined() {
        TradeDecoder decoder = decoder(SymbolChoice.ALL);
        Frames frames = new Frames(decoder, 9, 100);
        frames.trades(1, 1);
        frames.definition(2, new Instrument(0, "MSFT", "Q"));
        frames.trades(3, 3);
        assertEquals(List.of("null 1", "MSFT@Q 3"), heard);
        assertEquals(1, decoder.undefined());
        assertSame(decoder.instrument(9, 0), decoder.instrument(9, 0));
        assertEquals("MSFT", decoder.instrument(9, 0).symbol());
        assertNull(decoder.instrument(9, 1));
        assertNull(decoder.instrument(8, 0));
    }

    @Test
    void shouldPassOverSymbolsNotChosen() {
        TradeDecoder decoder = decoder(SymbolChoice.of(List.of("B", "C@X")));
        Frames frames = new Frames(decoder, 9, 100);
        frames.definition(1, new Instrument(0, "A", "X"));
        frames.definition(2, new Instrument(1, "B", "X"));
        frames.definition(3, new Instrument(2, "C", "Y"));
        frames.definition(4, new Instrument(3, "C", "X"));
        for (int id = 0; id < 4; id++) {
            frames.tradesOf(id, 5 + id, 5 + id);
        }
        assertEquals(List.of("B@X 6", "C@X 8"), heard);
        assertEquals(2, decoder.trades());
        assertEquals(2, decoder.passedOver());
    }

    @Test
    void shouldForgetTheInstrumentsOfAnOlderSession() {
        TradeDecoder decoder = decoder(SymbolChoice.ALL);
        new Frames(decoder, 9, 100).definition(1, new Instrument(0, "A", ""));
        new Frames(decoder, 9, 101).trades(1, 1);
        assertEquals(List.of("null 1"), heard);
    }

    @Test
    void shouldKeepTheInstrumentsOfFeedsApart() {
        TradeDecoder decoder = decoder(SymbolChoice.ALL);
        Frames one = new Frames(decoder, 1, 100);
        Frames two = new Frames(decoder, 2, 100);
        one.definition(1, new Instrument(0, "A", ""));
        two.definition(1, new Instrument(0, "B", ""));
        one.trades(2, 2);
        two.trades(2, 2);
        assertEquals(List.of("A 2", "B 2"), heard);
    }

    @ParameterizedTest
    @CsvSource({"ALL, false, 0", "ALL, true, 0", "ALL, false, 8", "B, false, 0", "B, true, 8"})
    void shouldGiveWhatFollowsASequenceWhereverItLies(String symbols, boolean onHeap, int added) {
        SymbolChoice choice =
                symbols.equals("ALL") ? SymbolChoice.ALL : SymbolChoice.of(List.of(symbols));
        TradeDecoder decoder =
                new TradeDecoder(
                        choice,
                        trade -> heard.add(trade.price() + "@" + trade.sequence() + trade.side()));
        new Frames(decoder, 9, 100).definition(1, new Instrument(0, "B", ""));
        FrameHandler elsewhere =
                (buffer, offset, lengthBytes, from) ->
                        decoder.onFrame(
                                lengthened(buffer, offset, added, onHeap),
                                3,
                                lengthBytes + 4 * added,
                                6);
        new Frames(elsewhere, 9, 100).trades(4, 7);
        assertEquals(List.of("6@6BUY", "7@7BUY"), heard);
        assertEquals(2, decoder.trades());
        new Frames(
                        (buffer, offset, length, from) ->
                                decoder.onFrame(buffer, offset, length, 8),
                        9,
                        100)
                .trades(4, 7);
        assertEquals(2, decoder.trades());
    }

    /** A frame of four trades at 3, each followed by so many bytes of a newer version. */
    private static UnsafeBuffer lengthened(
            DirectBuffer frame, int offset, int added, boolean onHeap) {
        UnsafeBuffer copy = buffer(onHeap);
        int itemLength = TradeFrameEncoder.TRADE_LENGTH;
        int head = TradeFrameEncoder.ITEMS_OFFSET;
        copy.putBytes(3, frame, offset, head);
        int group = 3 + head - GroupSizeEncodingDecoder.ENCODED_LENGTH;
        new GroupSizeEncodingEncoder().wrap(copy, group).blockLength(itemLength + added);
        for (int i = 0; i < 4; i++) {
            int to = 3 + head + i * (itemLength + added);
            copy.putBytes(to, frame, offset + head + i * itemLength, itemLength);
        }
        return copy;
    }

    private static UnsafeBuffer buffer(boolean onHeap) {
        return onHeap
                ? new UnsafeBuffer(new byte[512])
                : new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    }
}
