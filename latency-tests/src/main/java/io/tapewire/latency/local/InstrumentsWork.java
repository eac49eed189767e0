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
 * {@code instruments}, in turns with where there is one. A few of them trade often and most hardly
 * ever.
 */
final class InstrumentsWork implements LocalWork {
    private static final int ROUND_FRAMES = 32;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int instruments = (int) parameters.number("instruments", 1);
        FrameShape shape = new FrameShape(parameters);
        int trades = ROUND_FRAMES * shape.trades();
        try (WholePath one = new WholePath(sample(parameters, 1), shape.mtu());
                WholePath path = new WholePath(sample(parameters, instruments), shape.mtu())) {
            Rounds rounds =
                    Rounds.measureInStretches(
                            parameters,
                            Part.of(() -> one.carry(trades)),
                            Part.of(() -> path.carry(trades)));
            rounds.tellTrades(out, trades);
            out.metric("nsPerTradeOfOne", rounds.besideNs() / trades);
            if (!one.isWhole() || !path.isWhole()) {
                out.fail("What arrived is not what was published.");
            }
        }
    }

    private static SampleTrades sample(Parameters parameters, int instruments) {
        return new SampleTrades(parameters, SampleTrades.MANY, instruments);
    }
}
