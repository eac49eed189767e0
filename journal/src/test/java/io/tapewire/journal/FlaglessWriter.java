package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.nio.file.Path;

/** Writes one frame, or says why not. */
final class FlaglessWriter {
    private FlaglessWriter() {}

    public static void main(String[] args) {
        try (JournalWriter writer =
                JournalWriter.open(Path.of(args[0]), JournalSettings.defaults(), new TestClock())) {
            new FrameMaker(1, 10).trades(1).into(writer);
        } catch (TapewireException told) {
            System.out.println(told.getMessage());
        }
    }
}
