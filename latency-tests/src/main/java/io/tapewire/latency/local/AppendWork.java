package io.tapewire.latency.local;

import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.latency.floor.BareQueue;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.JournalPlace;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.EpochClock;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import org.agrona.CloseHelper;

/**
 * What a journal takes, of frames that are there already, and what a bare Chronicle Queue takes of
 * records as long. In turns, each time into new files, after those of its last time were removed:
 * so both get pages that were in use a moment ago. Where a host takes back what its guest has not
 * used for a second, the first touch of a page costs more than all that is compared here. Nothing
 * waits for the disk: a round is over before the kernel begins to write it.
 */
final class AppendWork implements LocalWork {
    private static final int INSTRUMENTS = 1_000;

    private Parameters parameters;
    private FrameSource source;
    private int recordBytes;
    private long records;
    private JournalPlace place;
    private JournalWriter journal;
    private JournalPlace barePlace;
    private BareQueue bare;
    private long refused;

    /** Takes {@code volumeMib} of a round, 256 where not given: four blocks. */
    @Override
    public void run(Parameters given, TrialOutput out) {
        parameters = given;
        FrameShape shape = new FrameShape(parameters);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        source = new FrameSource(1, shape, sample);
        source.next();
        recordBytes = BareQueue.STAMP_BYTES + source.lengthBytes();
        records = (parameters.number("volumeMib", 256) << 20) / recordBytes;
        try {
            Rounds rounds =
                    Rounds.measureBeside(
                            parameters,
                            new Part(this::openBare, this::appendBare),
                            new Part(this::open, this::append));
            rounds.tellFrames(out, records, records * recordBytes);
            out.metric("bareBytesPerSecond", records * recordBytes * 1e9 / rounds.besideNs());
            out.metric("lengthBytes", recordBytes);
        } finally {
            closeBare();
            close();
        }
        if (refused > 0) {
            out.fail("The disk is full: the journal refused frames.");
        }
    }

    private void openBare() {
        closeBare();
        awaitRelease();
        barePlace = JournalPlace.open(parameters);
        bare = new BareQueue(barePlace.dir(), recordBytes);
        // The first makes the files.
        bare.append();
    }

    private void appendBare() {
        for (long i = 0; i < records; i++) {
            bare.append();
        }
    }

    private void closeBare() {
        BareQueue written = bare;
        JournalPlace gone = barePlace;
        bare = null;
        barePlace = null;
        CloseHelper.closeAll(written, gone);
    }

    private void open() {
        close();
        awaitRelease();
        place = JournalPlace.open(parameters);
        journal = JournalWriter.open(place.dir(), JournalSettings.defaults(), new EpochClock());
        journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
    }

    private void append() {
        for (long i = 0; i < records; i++) {
            journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
        }
    }

    private void close() {
        JournalWriter written = journal;
        JournalPlace gone = place;
        journal = null;
        place = null;
        if (written != null) {
            refused += written.refused();
        }
        CloseHelper.closeAll(written, gone);
    }

    /** A thread of Chronicle's gives back the pages of what was removed, on the same CPU. */
    private static void awaitRelease() {
        BackgroundResourceReleaser.releasePendingResources();
    }
}
