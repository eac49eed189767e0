package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConflaterTest {
    private final Conflater conflater = new Conflater();
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, conflater);
    private final Frames frames = new Frames(decoder, 1, 100);
    private final List<String> drained = new ArrayList<>();

    private void drain() {
        conflater.drain(
                t ->
                        drained.add(
                                "%d: %d..%d x%d price %d high %d low %d volume %d"
                                        .formatted(
                                                t.instrumentId(),
                                                t.firstSequence(),
                                                t.lastSequence(),
                                                t.count(),
                                                t.price(),
                                                t.high(),
                                                t.low(),
                                                t.volume())),
                100);
    }

    @Test
    void shouldKeepTheLatestTradeAndWhatItStandsFor() {
        frames.tradesOf(3, 1, 2);
        frames.tradesOf(5, 3, 3);
        frames.tradesOf(3, 4, 4);
        assertEquals(2, conflater.pending());
        drain();
        assertEquals(
                List.of(
                        "3: 1..4 x3 price 4 high 4 low 1 volume 14",
                        "5: 3..3 x1 price 3 high 3 low 3 volume 6"),
                drained);
    }

    @Test
    void shouldBeginAnewAfterEachDrain() {
        frames.tradesOf(3, 1, 2);
        drain();
        frames.tradesOf(3, 3, 3);
        drain();
        assertEquals("3: 3..3 x1 price 3 high 3 low 3 volume 6", drained.get(1));
        assertEquals(0, conflater.pending());
    }

    @Test
    void shouldKeepSessionsApart() {
        frames.tradesOf(3, 1, 2);
        new Frames(decoder, 1, 101).tradesOf(3, 1, 1);
        drain();
        assertEquals(
                List.of(
                        "3: 1..2 x2 price 2 high 2 low 1 volume 6",
                        "3: 1..1 x1 price 1 high 1 low 1 volume 2"),
                drained);
    }

    @Property
    void shouldAccountForEveryTrade(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 20) Integer> ids) {
        long[] count = {0};
        ConflatedListener counting = t -> count[0] += t.count();
        for (int i = 0; i < ids.size(); i++) {
            frames.tradesOf(ids.get(i), i + 1, i + 1);
            if (i % 7 == 0) {
                conflater.drain(counting, 2);
            }
        }
        conflater.drain(counting, Integer.MAX_VALUE);
        assertEquals(ids.size(), count[0]);
    }
}
