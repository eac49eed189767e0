package io.tapewire.latency.local;

import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;

/**
 * What a trade costs its reader, from the log to the listener, where {@code feeds} take turns, in
 * turns with where there is one.
 */
final class FeedsWork implements LocalWork {
    private static final int ROUND_FRAMES = 64;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int feeds = (int) parameters.number("feeds", 1);
        int trades = ROUND_FRAMES * new FrameShape(parameters).trades();
        try (FeedsPath one = new FeedsPath(parameters, 1);
                FeedsPath path = new FeedsPath(parameters, feeds)) {
            Rounds rounds = Rounds.measureInStretches(parameters, received(one), received(path));
            rounds.tellTrades(out, trades);
            out.metric("nsPerTradeOfOne", rounds.besideNs() / trades);
            if (!one.isWhole() || !path.isWhole()) {
                out.fail("What arrived is not what was offered.");
            }
        }
    }

    private static Part received(FeedsPath path) {
        return new Part(() -> path.offer(ROUND_FRAMES), path::receive);
    }
}
