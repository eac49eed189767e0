package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FeedMapTest {
    private static final class Entry extends FeedMap.Entry {
        Entry(int feedId) {
            super(feedId);
        }
    }

    private final FeedMap<Entry> map = new FeedMap<>(Entry::new);

    @Provide
    Arbitrary<List<Integer>> feedIds() {
        // All 32 bits are in use, and ids that lie far apart may want the same place.
        Arbitrary<Integer> near = Arbitraries.integers().between(-3, 40);
        Arbitrary<Integer> strided = Arbitraries.integers().map(id -> id << 20);
        return Arbitraries.oneOf(near, strided, Arbitraries.integers()).list().ofMaxSize(300);
    }

    @Property(tries = 300)
    void shouldFindWhatWasAddedAndNothingElse(
            @ForAll("feedIds") List<Integer> ids, @ForAll("feedIds") List<Integer> others) {
        FeedMap<Entry> feeds = new FeedMap<>(Entry::new);
        Map<Integer, Entry> expected = new LinkedHashMap<>();
        for (int id : ids) {
            expected.computeIfAbsent(id, feeds::findOrAdd);
        }
        for (int id : ids) {
            assertSame(expected.get(id), feeds.find(id));
        }
        for (int id : others) {
            assertSame(expected.get(id), feeds.find(id));
        }
        List<Entry> inOrder = new ArrayList<>();
        for (int i = 0; i < feeds.count(); i++) {
            inOrder.add(feeds.get(i));
        }
        assertEquals(new ArrayList<>(expected.values()), inOrder);
    }

    @Test
    void shouldFindFeedZeroOnlyWhereItWasAdded() {
        assertNull(map.find(0));
        Entry zero = map.findOrAdd(0);
        assertSame(zero, map.find(0));
        assertNull(map.find(-1));
    }
}
