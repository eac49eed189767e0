package io.tapewire.latency.local;

import io.tapewire.journal.JournalReader;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.JournalPlace;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.MemoryScan;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.EpochClock;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;

/**
 * Replays a journal that the kernel still has in memory, to a program: each pass opens it anew,
 * checks every frame and decodes every trade. In turns with reading bare memory.
 */
final class ReadWork implements LocalWork {
    private static final int FEED_ID = 1;
    private static final int INSTRUMENTS = 1_000;
    private static final int ROUND_FRAMES = 2_000;

    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, new TradeSum(true));
    private JournalReader reader;
    private long finished;
    private long passedOver;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        try (JournalPlace place = JournalPlace.open(parameters);
                MemoryScan memory = new MemoryScan(parameters)) {
            long frames = (parameters.number("volumeMib", 256) << 20) / shape.lengthBytes();
            write(place.dir(), shape, frames, parameters);
            reader = JournalReader.open(place.dir(), FEED_ID);
            Rounds rounds =
                    Rounds.measureQuickest(
                            parameters, Part.of(memory::read), Part.of(() -> round(place.dir())));
            rounds.tellFrames(out, ROUND_FRAMES, (double) ROUND_FRAMES * shape.lengthBytes());
            int trades = ROUND_FRAMES * shape.trades();
            rounds.tellTrades(out, trades);
            // Stands beside a rate that was sustained: not the quickest, but what it does for long.
            out.metric("tradesPerSecond", trades * 1e9 / rounds.medianNs());
            out.metric("memoryBytesPerSecond", MemoryScan.SLICE_BYTES * 1e9 / rounds.besideNs());
            while (reader.poll(decoder, ROUND_FRAMES) > 0) {
                continue;
            }
            finish();
            long all = finished * frames * shape.trades();
            if (memory.sum() == 0
                    || passedOver > 0
                    || decoder.undefined() > 0
                    || decoder.trades() != all) {
                out.fail("What was read is not what was written.");
            }
        }
    }

    private void round(Path dir) {
        int left = ROUND_FRAMES;
        while (left > 0) {
            int taken = reader.poll(decoder, left);
            left -= taken;
            if (taken == 0) {
                finish();
                reader = JournalReader.open(dir, FEED_ID);
            }
        }
    }

    private void finish() {
        finished++;
        passedOver += reader.rejected() + reader.lost();
        reader.close();
    }

    private static void write(Path dir, FrameShape shape, long frames, Parameters parameters) {
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        FrameSource source = new FrameSource(FEED_ID, shape, sample);
        JournalSettings settings = JournalSettings.defaults();
        try (JournalWriter journal = JournalWriter.open(dir, settings, new EpochClock())) {
            source.define(journal);
            for (long i = 0; i < frames; i++) {
                source.next();
                journal.onFrame(source.buffer(), 0, source.lengthBytes(), 0);
            }
        }
    }
}
