package io.tapewire.journal;

import java.io.File;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes frames of one trade until it is killed, and notes each that was taken. */
final class KilledWriter {
    static final int FEED = 1;
    static final long SESSION = 10;

    private KilledWriter() {}

    public static void main(String[] args) {
        UnsafeBuffer taken = new UnsafeBuffer(IoUtil.mapExistingFile(new File(args[1]), "taken"));
        JournalWriter writer =
                JournalWriter.open(
                        Path.of(args[0]), JournalSettings.defaults(), new OffsetEpochNanoClock());
        FrameMaker maker = new FrameMaker(FEED, SESSION);
        JournalPosition position = writer.openedAt(FEED);
        maker.nextSequence = position == null ? 1 : position.nextSequence();
        while (maker.trades(1).into(writer)) {
            taken.putLongRelease(0, maker.nextSequence - 1);
        }
    }
}
