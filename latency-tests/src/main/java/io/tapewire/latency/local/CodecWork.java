package io.tapewire.latency.local;

import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;

/** What frames cost by themselves: encoding, sealing, checking and decoding every trade. */
final class CodecWork implements LocalWork {
    private static final int FRAMES = 256;
    private static final int INSTRUMENTS = 1_000;

    private final FrameDecoder decoder = new FrameDecoder();
    private final TradeSum listener = new TradeSum();
    private final TradeDecoder trades = new TradeDecoder(SymbolChoice.ALL, listener);
    private FrameSource source;
    private long bad;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        source = new FrameSource(1, shape, new SampleTrades(parameters, INSTRUMENTS));
        source.define(trades);
        Rounds rounds = Rounds.measure(parameters, this::round);
        long roundTrades = (long) FRAMES * shape.trades();
        rounds.tellFrames(out, FRAMES, (double) FRAMES * shape.lengthBytes());
        rounds.tellTrades(out, roundTrades);
        out.metric("lengthBytes", shape.lengthBytes());
        if (bad > 0
                || listener.undefined() > 0
                || listener.trades() < roundTrades * rounds.count()) {
            out.fail("What was decoded is not what was encoded.");
        }
    }

    private void round() {
        for (int i = 0; i < FRAMES; i++) {
            source.next();
            if (decoder.wrap(source.buffer(), 0, source.lengthBytes()) == FrameStatus.OK) {
                trades.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
            } else {
                bad++;
            }
        }
    }
}
