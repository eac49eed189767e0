package io.tapewire.latency.local;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.tapewire.driver.BusConnection;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;

/** What {@link PublishWork} is compared with: raw Aeron, a message for each trade, in place. */
final class OfferWork implements LocalWork {
    private final BufferClaim claim = new BufferClaim();
    private long sent;
    private long refused;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        int trades = PublishWork.ROUND_FRAMES * shape.trades();
        SampleTrades sample =
                new SampleTrades(parameters, SampleTrades.FEW, PublishWork.INSTRUMENTS);
        try (BusConnection bus = LocalBus.open(shape.mtu());
                LogDrain drain = LogDrain.open(bus);
                ExclusivePublication publication =
                        bus.aeron()
                                .addExclusivePublication(
                                        LocalBus.ADDRESS.publicationChannel(true),
                                        LocalBus.ADDRESS.streamId())) {
            drain.await(publication::isConnected);
            Rounds rounds =
                    Rounds.measure(
                            parameters, drain::run, () -> offer(sample, publication, trades));
            rounds.tellTrades(out, trades);
            if (refused > 0) {
                out.fail("The log had no room %d times.".formatted(refused));
            }
        }
    }

    private void offer(SampleTrades sample, ExclusivePublication publication, int trades) {
        long end = sent + trades;
        for (long i = sent; i < end; i++) {
            // The first answer at the end of a term is to try again.
            if (publication.tryClaim(SampleTrades.FLAT_BYTES, claim) < 0
                    && publication.tryClaim(SampleTrades.FLAT_BYTES, claim) < 0) {
                refused++;
                continue;
            }
            sample.write(i, claim.buffer(), claim.offset());
            claim.commit();
        }
        sent = end;
    }
}
