package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.FrameDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateDefinitionsTest {
    private final FrameMaker maker = new FrameMaker(1, 10);
    @TempDir Path dir;

    @Test
    void shouldKeepNoHeartbeatAndNoRepeatOfWhatTheJournalHas() {
        try (JournalWriter writer = open()) {
            maker.definitions(0, 5).into(writer);
            maker.trades(1).into(writer);
            maker.heartbeat().into(writer);
            maker.repeat(0, 5).into(writer);
            maker.end().into(writer);
        }
        assertEquals(List.of("definitions 1", "trades 6", "end 7"), kept());
    }

    @Test
    void shouldKeepOneOfEachRepeatWhereTheJournalCameLate() {
        maker.definitions(0, 10);
        try (JournalWriter writer = open()) {
            maker.repeat(0, 5).into(writer);
            maker.trades(2).into(writer);
            maker.repeat(5, 5).into(writer);
            maker.repeat(0, 5).into(writer);
            maker.repeat(5, 5).into(writer);
        }
        assertEquals(List.of("trades 11", "repeat 13", "repeat 13"), kept());
    }

    /** A journal is handed repeats at once, but items only when those before them are there. */
    @Test
    void shouldNotKeepRepeatsThatCameBeforeTheItemsBeforeThem() {
        maker.definitions(0, 10);
        try (JournalWriter writer = open()) {
            maker.trades(2).into(writer);
            FrameMaker later = new FrameMaker(1, 10);
            later.definitions(0, 10);
            later.trades(9);
            later.repeat(0, 5).into(writer);
            maker.trades(2).into(writer);
        }
        assertEquals(List.of("trades 11", "trades 13"), kept());
    }

    @Test
    void shouldJudgeEachSessionByItself() {
        maker.definitions(0, 10);
        FrameMaker next = new FrameMaker(1, 20);
        try (JournalWriter writer = open()) {
            maker.trades(2).into(writer);
            maker.repeat(0, 5).into(writer);
            next.definitions(0, 5).into(writer);
            next.repeat(0, 5).into(writer);
        }
        assertEquals(List.of("trades 11", "repeat 13", "definitions 1"), kept());
    }

    @Test
    void shouldKnowAfterReopeningWhetherItCameLate() {
        try (JournalWriter writer = open()) {
            maker.definitions(0, 5).into(writer);
            maker.trades(1).into(writer);
        }
        try (JournalWriter writer = open()) {
            maker.trades(1).into(writer);
            maker.repeat(0, 5).into(writer);
        }
        assertEquals(List.of("definitions 1", "trades 6", "trades 7"), kept());
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            while (reader.next()) {
                FrameDecoder frame = reader.decoder();
                String kind =
                        switch (frame.templateId()) {
                            case FrameDecoder.TRADES -> "trades ";
                            case FrameDecoder.SESSION_END -> "end ";
                            default -> frame.itemCount() == 0 ? "repeat " : "definitions ";
                        };
                kept.add(kind + frame.sequence());
            }
        }
        return kept;
    }

    private JournalWriter open() {
        return JournalWriter.open(dir, JournalSettings.defaults(), new TestClock());
    }
}
