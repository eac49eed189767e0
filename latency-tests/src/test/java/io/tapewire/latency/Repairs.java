package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.SessionEnd;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps which items one feed was told to miss, and what became of them. */
final class Repairs implements FeedListener {
    final BitSet found = new BitSet();
    final BitSet filled = new BitSet();
    final BitSet abandoned = new BitSet();
    final Set<String> by = new TreeSet<>();
    final List<String> lines = new ArrayList<>();
    private long started;
    private SessionEnd end;

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        assertEquals(0, started, "a second session");
        started = firstSequence;
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd how) {
        end = how;
    }

    @Override
    public void onGapFound(int feedId, long session, long from, long to) {
        mark(found, from, to);
    }

    @Override
    public void onGapFilled(int feedId, long session, long from, long to, String source) {
        mark(filled, from, to);
        by.add(source);
    }

    @Override
    public void onGapAbandoned(int feedId, long session, long from, long to) {
        mark(abandoned, from, to);
    }

    @Override
    public void onLineDead(int feedId, long session, String line, long silenceNs) {
        lines.add(line + " dead");
    }

    @Override
    public void onLineReturned(int feedId, long session, String line) {
        lines.add(line + " back");
    }

    private static void mark(BitSet items, long from, long to) {
        int first = Math.toIntExact(from);
        int marked = items.get(first, Math.toIntExact(to) + 1).cardinality();
        assertEquals(0, marked, "told twice of items in " + from + ".." + to);
        items.set(first, Math.toIntExact(to) + 1);
    }

    /** The first item that was to be told; 0 before the session was heard of. */
    long started() {
        return started;
    }

    boolean ended() {
        return end != null;
    }

    /** Whatever was found missing was filled, and the session went to its end. */
    void assertWhole(String what) {
        assertEquals(SessionEnd.COMPLETE, end, what);
        assertSame(found, filled, what + ": found and filled");
        assertSame(new BitSet(), abandoned, what + ": abandoned");
    }

    static void assertSame(BitSet expected, BitSet items, String what) {
        BitSet differing = (BitSet) expected.clone();
        differing.xor(items);
        if (!differing.isEmpty()) {
            throw new AssertionError(
                    "%s: %d items differ, the first is %d, the last %d"
                            .formatted(
                                    what,
                                    differing.cardinality(),
                                    differing.nextSetBit(0),
                                    differing.length() - 1));
        }
    }
}
