package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameEncoderTest {
    private static final FrameSealer SEALER = SampleFrames.SEALER;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(65_472, 64));
    private final FrameDecoder decoder = new FrameDecoder();

    @ParameterizedTest
    @CsvSource({"88, 1", "127, 1", "128, 2", "1376, 33", "65472, 1635", "100000000, 65534"})
    void shouldHoldAsManyTradesAsFit(int maxLength, int trades) {
        assertEquals(trades, new TradeFrameEncoder(SEALER, maxLength).maxTrades());
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "151, 1", "152, 2", "1376, 25", "65472, 1258", "100000000, 65534"})
    void shouldHoldAsManyDefinitionsAsFit(int maxLength, int definitions) {
        assertEquals(definitions, new DefinitionFrameEncoder(SEALER, maxLength).maxDefinitions());
    }

    @Test
    void shouldRefuseLengthsThatHoldNothing() {
        assertThrows(TapewireException.class, () -> new TradeFrameEncoder(SEALER, 87));
        assertThrows(TapewireException.class, () -> new TradeFrameEncoder(SEALER, 0));
        assertThrows(TapewireException.class, () -> new DefinitionFrameEncoder(SEALER, 99));
    }

    @ParameterizedTest
    @CsvSource({"1376", "65472"})
    void shouldSealEveryCountUpToTheGreatest(int maxLength) {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, maxLength);
        for (int count = 1; count <= encoder.maxTrades(); count++) {
            int length = fill(encoder, count);
            assertEquals(FrameStatus.OK, decoder.wrap(buffer, 0, length));
            assertEquals(count, decoder.itemCount());
        }
    }

    @Test
    void shouldSayWhenItIsFull() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, 128);
        encoder.begin(buffer, 0);
        add(encoder, 1);
        assertFalse(encoder.isFull());
        add(encoder, 2);
        assertTrue(encoder.isFull());
        assertThrows(IllegalStateException.class, () -> add(encoder, 3));
    }

    @Test
    void shouldRefuseATradeOutsideOfAFrame() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, 128);
        assertThrows(IllegalStateException.class, () -> add(encoder, 1));
        encoder.begin(buffer, 0);
        add(encoder, 1);
        encoder.seal(1, 1);
        assertThrows(IllegalStateException.class, () -> add(encoder, 2));
    }

    @Test
    void shouldRefuseABufferOnTheHeap() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, 128);
        UnsafeBuffer heap = new UnsafeBuffer(new byte[128]);
        assertThrows(IllegalArgumentException.class, () -> encoder.begin(heap, 0));
    }

    @Test
    void shouldMakeTheSameBytesOfTheSameInput() {
        SampleFrames.all()
                .forEach(
                        (kind, frame) ->
                                assertArrayEquals(frame, SampleFrames.all().get(kind), kind));
    }

    @Test
    void shouldLeaveNoTraceOfALongerFrameOfTrades() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, 1_376);
        int length = fill(encoder, 2);
        byte[] fresh = SampleFrames.bytes(buffer, length);

        fill(encoder, 33);
        assertArrayEquals(fresh, SampleFrames.bytes(buffer, fill(encoder, 2)));
    }

    @Test
    void shouldLeaveNoTraceOfALongerDefinition() {
        DefinitionFrameEncoder encoder = new DefinitionFrameEncoder(SEALER, 1_376);
        Instrument brief = new Instrument(0, "A", "");
        int length = fill(encoder, brief);
        byte[] fresh = SampleFrames.bytes(buffer, length);

        fill(encoder, new Instrument(0, "x".repeat(32), "y".repeat(16)));
        assertArrayEquals(fresh, SampleFrames.bytes(buffer, fill(encoder, brief)));
    }

    @Test
    void shouldForgetAFrameThatWasNotSealed() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, 1_376);
        int length = fill(encoder, 1);
        byte[] fresh = SampleFrames.bytes(buffer, length);

        encoder.begin(buffer, 0);
        add(encoder, 7);
        add(encoder, 8);
        assertArrayEquals(fresh, SampleFrames.bytes(buffer, fill(encoder, 1)));
    }

    private int fill(TradeFrameEncoder encoder, int count) {
        encoder.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            add(encoder, i);
        }
        return encoder.seal(1, SampleFrames.SEAL_TIME_NS);
    }

    private static void add(TradeFrameEncoder encoder, int i) {
        encoder.add(i, i, i, i, Side.BUY, i, i);
    }

    private int fill(DefinitionFrameEncoder encoder, Instrument instrument) {
        encoder.begin(buffer, 0);
        encoder.add(instrument);
        return encoder.seal(1, SampleFrames.SEAL_TIME_NS);
    }
}
