package io.tapewire.latency.local;

import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;

/**
 * What a trade costs from {@code publish} to the listener, within one thread, where there are
 * {@code instruments}, 1 where not given. A few of them trade often and most hardly ever.
 */
final class InstrumentsWork implements LocalWork {
    private static final int ROUND_FRAMES = 32;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int instruments = (int) parameters.number("instruments", 1);
        FrameShape shape = new FrameShape(parameters);
        int trades = ROUND_FRAMES * shape.trades();
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.MANY, instruments);
        try (WholePath path = new WholePath(sample, shape.mtu())) {
            Rounds rounds = Rounds.measure(parameters, Part.of(() -> path.carry(trades)));
            rounds.tellTrades(out, trades);
            if (!path.isWhole()) {
                out.fail("What arrived is not what was published.");
            }
        }
    }
}
