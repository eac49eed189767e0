package io.tapewire.latency.local;

import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.latency.floor.BareQueue;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.JournalPlace;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.EpochClock;

/**
 * What a journal takes, of frames that are there already, and what a bare Chronicle Queue takes of
 * records as long. In turns, each time into new files, and what was written before is removed: so
 * both get pages that were in use a moment ago. Where a host takes back what its guest has not used
 * for a second, the first touch of a page costs more than all that is compared here.
 */
final class AppendWork implements LocalWork {
    private static final int INSTRUMENTS = 1_000;

    private Parameters parameters;
    private FrameSource source;
    private int recordBytes;
    private long records;
    private JournalPlace place;
    private JournalWriter journal;
    private BareQueue queue;
    private long refused;

    /** Takes {@code volumeMib} of a round, 32 where not given. */
    @Override
    public void run(Parameters given, TrialOutput out) {
        parameters = given;
        FrameShape shape = new FrameShape(parameters);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        source = new FrameSource(1, shape, sample);
        source.next();
        recordBytes = BareQueue.STAMP_BYTES + source.lengthBytes();
        records = (parameters.number("volumeMib", 32) << 20) / recordBytes;
        try {
            Rounds rounds = Rounds.measureBeside(parameters, this::prepare, this::bare, this::ours);
            rounds.tellFrames(out, records, records * recordBytes);
            out.metric("bareBytesPerSecond", records * recordBytes * 1e9 / rounds.besideNs());
            out.metric("lengthBytes", recordBytes);
        } finally {
            close();
        }
        if (refused > 0) {
            out.fail("The disk is full: the journal refused frames.");
        }
    }

    private void prepare() {
        close();
        place = JournalPlace.open(parameters);
        queue = new BareQueue(place.dir().resolve("bare"), recordBytes);
        journal =
                JournalWriter.open(
                        place.dir().resolve("ours"), JournalSettings.defaults(), new EpochClock());
        // The first makes the files.
        queue.append();
        journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
    }

    private void bare() {
        for (long i = 0; i < records; i++) {
            queue.append();
        }
    }

    private void ours() {
        for (long i = 0; i < records; i++) {
            journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
        }
    }

    private void close() {
        if (journal != null) {
            refused += journal.refused();
            journal.close();
        }
        if (queue != null) {
            queue.close();
        }
        if (place != null) {
            place.close();
        }
    }
}
