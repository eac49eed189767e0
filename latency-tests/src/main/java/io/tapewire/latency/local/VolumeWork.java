package io.tapewire.latency.local;

import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.TradeFrameEncoder;

/**
 * What it costs to have so many bytes of trades, {@code volumeBytes}, 1376 where not given, go
 * through the bus within one thread and all arrive, flushed at their end, in frames that fit {@code
 * mtu}, 1408 where not given.
 */
final class VolumeWork implements LocalWork {
    private static final int INSTRUMENTS = 1_000;
    private static final int ROUND_BYTES = 1 << 16;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        long volumeBytes = parameters.number("volumeBytes", 1_376);
        int mtu = (int) parameters.number("mtu", 1_408);
        int trades = (int) Math.max(1, volumeBytes / TradeFrameEncoder.TRADE_LENGTH);
        long volumes = Math.max(1, ROUND_BYTES / volumeBytes);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        try (WholePath path = new WholePath(sample, mtu)) {
            Rounds rounds =
                    Rounds.measure(
                            parameters,
                            Part.of(
                                    () -> {
                                        for (long i = 0; i < volumes; i++) {
                                            path.carry(trades);
                                        }
                                    }));
            rounds.tellTrades(out, volumes * trades);
            out.metric("nsPerVolume", rounds.eachNs() / volumes);
            double bytes = (double) volumes * trades * TradeFrameEncoder.TRADE_LENGTH;
            out.metric("bytesPerSecond", bytes * 1e9 / rounds.eachNs());
            if (!path.isWhole()) {
                out.fail("What arrived is not what was published.");
            }
        }
    }
}
