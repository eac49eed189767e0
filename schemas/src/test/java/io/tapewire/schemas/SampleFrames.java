package io.tapewire.schemas;

import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A sealed frame of every kind. */
final class SampleFrames {
    static final int MAX_LENGTH = 1376;
    static final int FEED_ID = 0xF00D_0007;
    static final long SESSION = 1_760_000_000_123_456_789L;
    static final long SEAL_TIME_NS = SESSION + 1_000_000;
    static final FrameSealer SEALER = new FrameSealer(FEED_ID, SESSION);

    private SampleFrames() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> frames = new LinkedHashMap<>();
        frames.put("one trade", trades(1));
        frames.put("full batch", trades(33));
        frames.put("definitions", definitions(3));
        frames.put("repeated definitions", repeatedDefinitions(2));
        frames.put("heartbeat", heartbeat());
        frames.put("session end", sessionEnd());
        frames.put("recovery source", recoverySource());
        frames.put("recovery request", recoveryRequest());
        frames.put("recovery end", recoveryEnd());
        return frames;
    }

    static byte[] trades(int count) {
        UnsafeBuffer buffer = buffer();
        TradeFrameEncoder encoder = new TradeFrameEncoder(SEALER, MAX_LENGTH);
        encoder.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            long tradeId = i % 2 == 0 ? 70_000_000_000L + i : TradeFrameEncoder.NO_TRADE_ID;
            Side side = Side.of(i % 3);
            encoder.add(SESSION + i, i, 100_500_000_000L + i, 250_000_000L - i, side, tradeId, i);
        }
        return bytes(buffer, encoder.seal(1_000, SEAL_TIME_NS));
    }

    static byte[] definitions(int count) {
        UnsafeBuffer buffer = buffer();
        return bytes(buffer, filled(buffer, count).seal(1, SEAL_TIME_NS));
    }

    static byte[] repeatedDefinitions(int count) {
        UnsafeBuffer buffer = buffer();
        return bytes(buffer, filled(buffer, count).sealRepeat(1_000, SEAL_TIME_NS));
    }

    static byte[] heartbeat() {
        UnsafeBuffer buffer = buffer();
        ControlFrameEncoder encoder = new ControlFrameEncoder(SEALER);
        return bytes(buffer, encoder.heartbeat(buffer, 0, 1_000, 100_000_000, SEAL_TIME_NS));
    }

    static byte[] sessionEnd() {
        UnsafeBuffer buffer = buffer();
        ControlFrameEncoder encoder = new ControlFrameEncoder(SEALER);
        return bytes(buffer, encoder.sessionEnd(buffer, 0, 999, true, SEAL_TIME_NS));
    }

    static List<byte[]> recovery() {
        return List.of(recoverySource(), recoveryRequest(), recoveryEnd());
    }

    static byte[] recoverySource() {
        UnsafeBuffer buffer = buffer();
        RecoveryAddress address =
                new RecoveryAddress(
                        "aeron:udp?endpoint=127.0.0.1:40501", 1002, "127.0.0.1:40502", 1003);
        return bytes(
                buffer,
                new RecoveryEncoder()
                        .source(SEALER, buffer, address, SourceKind.JOURNAL, 1_000, SEAL_TIME_NS));
    }

    static byte[] recoveryRequest() {
        UnsafeBuffer buffer = buffer();
        return bytes(
                buffer,
                new RecoveryEncoder().request(SEALER, buffer, 71, RecoveryKind.ITEMS, 900, 66));
    }

    static byte[] recoveryEnd() {
        UnsafeBuffer buffer = buffer();
        return bytes(
                buffer,
                new RecoveryEncoder()
                        .end(SEALER, buffer, 71, RecoveryResult.GONE, 900, 950, 1_000));
    }

    static byte[] bytes(UnsafeBuffer buffer, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static DefinitionFrameEncoder filled(UnsafeBuffer buffer, int count) {
        DefinitionFrameEncoder encoder = new DefinitionFrameEncoder(SEALER, MAX_LENGTH);
        encoder.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            encoder.add(new Instrument(i, "SYMBOL-" + i, i % 2 == 0 ? "VENUE" : ""));
        }
        return encoder;
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
    }
}
