package io.tapewire.latency.local;

import io.tapewire.latency.floor.CrcFloor;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What frames cost by themselves: encoding, sealing, checking and decoding every trade. Some are
 * made and then read, as they are where reader and publisher are two: to read at once what was just
 * written would measure how a core forwards it.
 */
final class CodecWork implements LocalWork {
    private static final int FRAMES = 256;
    private static final int INSTRUMENTS = 1_000;

    private final FrameDecoder decoder = new FrameDecoder();
    private final TradeDecoder trades = new TradeDecoder(SymbolChoice.ALL, new TradeSum(false));
    private FrameSource source;
    private int slotBytes;
    private long bad;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        slotBytes = shape.maxLengthBytes();
        source = new FrameSource(1, shape, sample, FrameSource.newBuffer(shape, CrcFloor.TOGETHER));
        source.define(trades);
        CrcFloor crc = new CrcFloor(shape.lengthBytes());
        Rounds rounds =
                Rounds.measureQuickest(parameters, Part.of(crc::round), Part.of(this::round));
        crc.tell(out, rounds);
        long roundTrades = (long) FRAMES * shape.trades();
        rounds.tellFrames(out, FRAMES, (double) FRAMES * shape.lengthBytes());
        rounds.tellTrades(out, roundTrades);
        out.metric("lengthBytes", shape.lengthBytes());
        if (bad > 0 || trades.undefined() > 0 || trades.trades() < roundTrades * rounds.count()) {
            out.fail("What was decoded is not what was encoded.");
        }
    }

    private void round() {
        for (int i = 0; i < FRAMES; i += CrcFloor.TOGETHER) {
            for (int slot = 0; slot < CrcFloor.TOGETHER; slot++) {
                source.next(slot * slotBytes);
            }
            read(source.buffer(), source.lengthBytes());
        }
    }

    private void read(UnsafeBuffer buffer, int lengthBytes) {
        for (int slot = 0; slot < CrcFloor.TOGETHER; slot++) {
            int offset = slot * slotBytes;
            if (decoder.wrap(buffer, offset, lengthBytes) == FrameStatus.OK) {
                trades.onFrame(buffer, offset, lengthBytes, 0);
            } else {
                bad++;
            }
        }
    }
}
