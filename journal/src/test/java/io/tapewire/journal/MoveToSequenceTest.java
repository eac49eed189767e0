package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.FrameDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveToSequenceTest {
    private final TestClock clock = new TestClock();
    @TempDir Path temp;

    /** Where a frame stands: what a search by halves and a look at every frame must agree on. */
    private record Frame(long session, long first, long last, long sealTimeNs) {}

    @Test
    void shouldFindWhatALookAtEveryFrameFinds() {
        for (long seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            Path dir = temp.resolve("seed-" + seed);
            write(dir, random);
            List<Frame> frames = frames(dir);
            try (JournalReader reader = JournalReader.open(dir, 1)) {
                for (int i = 0; i < 300; i++) {
                    long session = 9 + random.nextInt(6) * 5;
                    session += random.nextBoolean() ? 1 : 0;
                    long sequence = 1 + random.nextInt(9000);
                    if (random.nextBoolean()) {
                        Frame near = frames.get(random.nextInt(frames.size()));
                        session = near.session;
                        sequence = Math.max(1, near.last - 1 + random.nextInt(4));
                    }
                    String message = "seed " + seed + ": " + session + ", " + sequence;
                    Frame expected = lookAtEvery(frames, session, sequence);
                    boolean found = reader.moveToSequence(session, sequence);
                    assertEquals(expected != null, found, message);
                    assertEquals(expected != null, reader.next(), message);
                    if (found) {
                        assertEquals(expected, frame(reader.decoder()), message);
                        int at = frames.indexOf(expected);
                        if (at + 1 < frames.size()) {
                            reader.next();
                            assertEquals(frames.get(at + 1), frame(reader.decoder()), message);
                        }
                    }
                }
            }
        }
    }

    private static Frame lookAtEvery(List<Frame> frames, long session, long sequence) {
        for (Frame frame : frames) {
            boolean behind =
                    frame.session < session || frame.session == session && frame.last < sequence;
            if (frame.last >= 0 && !behind) {
                return frame;
            }
        }
        return null;
    }

    private void write(Path dir, Random random) {
        try (JournalWriter writer = JournalWriter.open(dir, JournalSettings.defaults(), clock)) {
            for (long session = 10; session < 10 + 5 * (1 + random.nextInt(4)); session += 5) {
                FrameMaker maker = new FrameMaker(1, session);
                maker.nextSequence = random.nextBoolean() ? 1 : 1 + random.nextInt(100);
                for (int i = random.nextInt(1500); i > 0; i--) {
                    if (random.nextInt(300) == 0) {
                        clock.nowNs += TestClock.HOUR_NS;
                    }
                    if (random.nextInt(100) == 0) {
                        maker.nextSequence += random.nextInt(50);
                    }
                    if (random.nextInt(50) == 0) {
                        maker.repeat(random.nextInt(200), 1).into(writer);
                    }
                    maker.trades(1 + random.nextInt(10)).into(writer);
                }
                if (random.nextBoolean()) {
                    maker.end().into(writer);
                }
            }
            new FrameMaker(1, 100).trades(1).into(writer);
        }
    }

    private static List<Frame> frames(Path dir) {
        List<Frame> frames = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            while (reader.next()) {
                frames.add(frame(reader.decoder()));
            }
        }
        return frames;
    }

    private static Frame frame(FrameDecoder frame) {
        boolean isEnd = frame.templateId() == FrameDecoder.SESSION_END;
        boolean isRepeat = frame.itemCount() == 0 && !isEnd;
        long last = isRepeat ? -1 : isEnd ? frame.sequence() : frame.nextSequence() - 1;
        return new Frame(frame.session(), frame.sequence(), last, frame.sealTimeNs());
    }
}
