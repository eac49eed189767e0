package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** What goes into a frame comes out of it, and nothing beside the frame is touched. */
class FrameRoundTripTest {
    private static final int CAPACITY = 10_000;
    private static final byte UNTOUCHED = 0x5A;

    private record Trade(
            long timeNs,
            int instrumentId,
            long price,
            long quantity,
            Side side,
            long tradeId,
            int conditions) {}

    private record Session(int feedId, long startNs, long sequence, long sealTimeNs) {}

    private final byte[] background = new byte[CAPACITY];
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(CAPACITY, 64));
    private final FrameDecoder decoder = new FrameDecoder();

    @Property
    void shouldCarryTrades(
            @ForAll("sessions") Session session,
            @ForAll("trades") @Size(min = 1, max = 200) List<Trade> trades,
            @ForAll("maxLengths") int maxLength,
            @ForAll @IntRange(max = 100) int offset) {
        TradeFrameEncoder encoder = new TradeFrameEncoder(sealer(session), maxLength);
        int count = Math.min(trades.size(), encoder.maxTrades());
        encoder.begin(cleared(), offset);
        for (Trade trade : trades.subList(0, count)) {
            encoder.add(
                    trade.timeNs,
                    trade.instrumentId,
                    trade.price,
                    trade.quantity,
                    trade.side,
                    trade.tradeId,
                    trade.conditions);
        }
        assertEquals(count, encoder.count());
        int length = encoder.seal(session.sequence, session.sealTimeNs);

        assertEquals(48 + 40 * count, length);
        Map<String, Object> fields = fieldsOf(session, offset, length, count);
        assertEquals(FrameDecoder.TRADES, decoder.templateId());
        assertEquals(5 + 8 * count, fields.size());
        for (int i = 0; i < count; i++) {
            Trade trade = trades.get(i);
            String item = "trades[" + i + "].";
            assertEquals(trade.timeNs, fields.get(item + "time"));
            assertEquals(trade.price, fields.get(item + "price"));
            assertEquals(trade.quantity, fields.get(item + "quantity"));
            assertEquals(trade.tradeId, fields.get(item + "tradeId"));
            long instrumentId = Integer.toUnsignedLong(trade.instrumentId);
            assertEquals(instrumentId, fields.get(item + "instrumentId"));
            assertEquals((long) trade.conditions, fields.get(item + "conditions"));
            assertEquals((long) trade.side.ordinal(), fields.get(item + "side"));
            assertEquals(0L, fields.get(item + "reserved"));
        }
    }

    @Property(tries = 300)
    void shouldCarryDefinitions(
            @ForAll("sessions") Session session,
            @ForAll("instruments") @Size(min = 1, max = 60) List<Instrument> instruments,
            @ForAll("maxLengths") int maxLength,
            @ForAll @IntRange(max = 100) int offset,
            @ForAll boolean repeat) {
        int enough = Math.max(maxLength, 100);
        DefinitionFrameEncoder encoder = new DefinitionFrameEncoder(sealer(session), enough);
        int count = Math.min(instruments.size(), encoder.maxDefinitions());
        encoder.begin(cleared(), offset);
        instruments.subList(0, count).forEach(encoder::add);
        assertEquals(count, encoder.count());
        int length =
                repeat
                        ? encoder.sealRepeat(session.sequence, session.sealTimeNs)
                        : encoder.seal(session.sequence, session.sealTimeNs);

        assertEquals(48 + 52 * count, length);
        Map<String, Object> fields = fieldsOf(session, offset, length, repeat ? 0 : count);
        assertEquals(FrameDecoder.DEFINITIONS, decoder.templateId());
        assertEquals(5 + 3 * count, fields.size());
        for (int i = 0; i < count; i++) {
            Instrument instrument = instruments.get(i);
            String item = "definitions[" + i + "].";
            assertEquals((long) instrument.id(), fields.get(item + "instrumentId"));
            assertEquals(instrument.symbol(), fields.get(item + "symbol"));
            assertEquals(instrument.venue(), fields.get(item + "venue"));
        }
    }

    @Property
    void shouldCarryHeartbeats(
            @ForAll("sessions") Session session,
            @ForAll long intervalNs,
            @ForAll @IntRange(max = 100) int offset) {
        ControlFrameEncoder encoder = new ControlFrameEncoder(sealer(session));
        int length =
                encoder.heartbeat(
                        cleared(), offset, session.sequence, intervalNs, session.sealTimeNs);
        Map<String, Object> fields = fieldsOf(session, offset, length, 0);
        assertEquals(FrameDecoder.HEARTBEAT, decoder.templateId());
        assertEquals(intervalNs, fields.get("interval"));
    }

    @Property
    void shouldCarrySessionEnds(
            @ForAll("sessions") Session session,
            @ForAll boolean complete,
            @ForAll @IntRange(max = 100) int offset) {
        ControlFrameEncoder encoder = new ControlFrameEncoder(sealer(session));
        long last = session.sequence - 1;
        int length = encoder.sessionEnd(cleared(), offset, last, complete, session.sealTimeNs);
        Map<String, Object> fields = fieldsOf(session, offset, length, 0);
        assertEquals(FrameDecoder.SESSION_END, decoder.templateId());
        assertEquals(last, fields.get("lastSequence"));
        assertEquals(complete ? 0L : 1L, fields.get("reason"));
    }

    @Property
    void shouldCarryRequestsForItemsAndTheirEnds(
            @ForAll("sessions") Session session,
            @ForAll long requestId,
            @ForAll int count,
            @ForAll long first,
            @ForAll RecoveryResult result) {
        RecoveryEncoder encoder = new RecoveryEncoder();
        Session unsealed = new Session(session.feedId, session.startNs, session.sequence, 0);
        RecoveryKind kind = count < 0 ? RecoveryKind.ITEMS : RecoveryKind.DEFINITIONS;
        int length =
                encoder.request(
                        sealer(session), cleared(), requestId, kind, session.sequence, count);
        Map<String, Object> fields = fieldsOf(unsealed, 0, length, 0);
        assertEquals(FrameDecoder.RECOVERY_REQUEST, decoder.templateId());
        assertEquals(requestId, fields.get("requestId"));
        assertEquals(Integer.toUnsignedLong(count), fields.get("count"));
        assertEquals((long) kind.value(), fields.get("kind"));

        FrameSealer sealer = sealer(session);
        long next = ~first;
        length = encoder.end(sealer, cleared(), requestId, result, session.sequence, first, next);
        fields = fieldsOf(unsealed, 0, length, 0);
        assertEquals(FrameDecoder.RECOVERY_END, decoder.templateId());
        assertEquals(requestId, fields.get("requestId"));
        assertEquals(first, fields.get("firstSequence"));
        assertEquals(next, fields.get("nextSequence"));
        assertEquals((long) result.value(), fields.get("result"));
    }

    @Property
    void shouldCarryWhereFramesCanBeAskedFor(
            @ForAll("sessions") Session session,
            @ForAll @StringLength(min = 1, max = 128) @CharRange(from = '!', to = '~')
                    String channel,
            @ForAll int requestStreamId,
            @ForAll int responseStreamId) {
        String control = channel.substring(channel.length() / 2);
        RecoveryAddress address =
                new RecoveryAddress(channel, requestStreamId, control, responseStreamId);
        SourceKind kind = requestStreamId < 0 ? SourceKind.RING : SourceKind.JOURNAL;
        int length =
                new RecoveryEncoder()
                        .source(
                                sealer(session),
                                cleared(),
                                address,
                                kind,
                                session.sequence,
                                session.sealTimeNs);
        Map<String, Object> fields = fieldsOf(session, 0, length, 0);
        assertEquals(FrameDecoder.RECOVERY_SOURCE, decoder.templateId());
        assertEquals(channel, fields.get("requestChannel"));
        assertEquals(control, fields.get("responseControl"));
        assertEquals((long) requestStreamId, fields.get("requestStreamId"));
        assertEquals((long) responseStreamId, fields.get("responseStreamId"));
        assertEquals((long) kind.value(), fields.get("kind"));
    }

    private Map<String, Object> fieldsOf(Session session, int offset, int length, int itemCount) {
        byte[] after = new byte[CAPACITY];
        buffer.getBytes(0, after);
        Arrays.fill(after, offset, offset + length, UNTOUCHED);
        assertArrayEquals(background, after, "bytes beside the frame");

        assertEquals(FrameStatus.OK, decoder.wrap(buffer, offset, length));
        assertEquals(session.feedId, decoder.feedId());
        assertEquals(session.startNs, decoder.session());
        assertEquals(session.sequence, decoder.sequence());
        assertEquals(session.sealTimeNs, decoder.sealTimeNs());
        assertEquals(itemCount, decoder.itemCount());
        assertEquals(session.sequence + itemCount, decoder.nextSequence());
        assertEquals(length, decoder.frame().capacity());
        return FrameFields.of(decoder);
    }

    private UnsafeBuffer cleared() {
        Arrays.fill(background, UNTOUCHED);
        buffer.putBytes(0, background);
        return buffer;
    }

    private static FrameSealer sealer(Session session) {
        return new FrameSealer(session.feedId, session.startNs);
    }

    @Provide
    Arbitrary<Integer> maxLengths() {
        return Arbitraries.of(88, 89, 127, 128, 500, 1_376, 1_408, 8_160);
    }

    @Provide
    Arbitrary<Session> sessions(
            @ForAll @LongRange(min = 1) long startNs,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE - 1_000) long sequence) {
        return Combinators.combine(Arbitraries.integers(), Arbitraries.longs())
                .as((feedId, sealTimeNs) -> new Session(feedId, startNs, sequence, sealTimeNs));
    }

    @Provide
    Arbitrary<List<Trade>> trades() {
        Arbitrary<Long> longs = Arbitraries.longs();
        return Combinators.combine(
                        longs,
                        Arbitraries.integers(),
                        longs,
                        longs,
                        Arbitraries.of(Side.class),
                        longs,
                        Arbitraries.integers().between(0, 0xFFFF))
                .as(Trade::new)
                .list();
    }

    @Provide
    Arbitrary<List<Instrument>> instruments() {
        Arbitrary<String> text = Arbitraries.of("A", "BTC-USD", "ÅÄÖ", "日本", "z".repeat(16));
        Arbitrary<String> longest = Arbitraries.of("x".repeat(32), "é".repeat(16));
        return Combinators.combine(
                        Arbitraries.integers().between(0, Instrument.MAX_COUNT - 1),
                        Arbitraries.oneOf(text, longest),
                        Arbitraries.oneOf(text, Arbitraries.just("")))
                .as(Instrument::new)
                .list();
    }
}
