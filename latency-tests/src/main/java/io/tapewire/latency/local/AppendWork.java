package io.tapewire.latency.local;

import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.latency.floor.AppendRun;
import io.tapewire.latency.floor.ChronicleFloor;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.JournalPlace;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.EpochClock;

/** What a journal takes, of frames that are there already. */
final class AppendWork implements LocalWork {
    private static final int INSTRUMENTS = 1_000;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        FrameSource source =
                new FrameSource(
                        1, shape, new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS));
        source.next();
        try (JournalPlace place = JournalPlace.open(parameters);
                JournalWriter journal =
                        JournalWriter.open(
                                place.dir(), JournalSettings.defaults(), new EpochClock())) {
            new AppendRun(parameters, ChronicleFloor.STAMP_BYTES + shape.lengthBytes())
                    .run(() -> journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0), out);
            if (journal.refused() > 0) {
                out.fail("The disk is full: the journal refused frames.");
            }
        }
    }
}
