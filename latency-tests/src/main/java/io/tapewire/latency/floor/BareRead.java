package io.tapewire.latency.floor;

import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** What of a replay is the queue's: a bare one is read without looking at the bytes. */
public final class BareRead implements LocalWork {
    private static final int RECORDS_A_ROUND = 2_000;

    private BareQueue queue;
    private ExcerptTailer tailer;
    private boolean ended;
    private long passes;
    private long read;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int recordBytes = BareQueue.STAMP_BYTES + new FrameShape(parameters).lengthBytes();
        long records = (parameters.number("volumeMib", 256) << 20) / recordBytes;
        try (JournalPlace place = JournalPlace.open(parameters);
                BareQueue written = new BareQueue(place.dir(), recordBytes)) {
            for (long i = 0; i < records; i++) {
                written.append();
            }
            queue = written;
            tailer = queue.newTailer();
            Rounds rounds = Rounds.measureQuickest(parameters, Part.of(this::round));
            rounds.tellFrames(out, RECORDS_A_ROUND, (double) RECORDS_A_ROUND * recordBytes);
            while (!ended) {
                readNext();
            }
            tailer.close();
        }
        if (read != (passes + 1) * records) {
            out.fail("Not every record was read.");
        }
    }

    private void round() {
        for (int i = 0; i < RECORDS_A_ROUND; i++) {
            if (ended) {
                passes++;
                tailer.close();
                tailer = queue.newTailer();
            }
            readNext();
        }
    }

    private void readNext() {
        try (DocumentContext document = tailer.readingDocument()) {
            ended = !document.isPresent();
            if (!ended) {
                read++;
            }
        }
    }
}
