package io.tapewire.subscriber.recovery;

import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.recovery.FramesBySequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of one session by sequence, made by hand. One thread makes, another may serve. */
final class Store implements FramesBySequence {
    static final int FEED_ID = 7;
    static final long SESSION = 1_760_000_000_000_000_000L;
    static final int MAX_LENGTH = 1376;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private final ControlFrameEncoder control;
    private final ConcurrentSkipListMap<Long, byte[]> frames = new ConcurrentSkipListMap<>();
    private final List<byte[]> kept = new ArrayList<>();
    private final int feedId;
    private volatile long first = 1;
    private volatile long next = 1;
    private volatile byte[] end;

    Store() {
        this(FEED_ID);
    }

    Store(int feedId) {
        FrameSealer sealer = new FrameSealer(feedId, SESSION);
        this.feedId = feedId;
        trades = new TradeFrameEncoder(sealer, MAX_LENGTH);
        definitions = new DefinitionFrameEncoder(sealer, MAX_LENGTH);
        control = new ControlFrameEncoder(sealer);
    }

    Store definitions(int count) {
        definitions.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            definitions.add(new Instrument(i, "S" + kept.size() + "-" + i, ""));
        }
        byte[] frame = bytes(definitions.seal(next, 77));
        kept.add(frame);
        return add(frame, count);
    }

    Store trades(int count) {
        trades.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            trades.add(i, 0, next + i, 1, Side.BUY, next + i, 0);
        }
        return add(bytes(trades.seal(next, 77)), count);
    }

    Store manyTrades(int frameCount) {
        for (int i = 0; i < frameCount; i++) {
            trades(33);
        }
        return this;
    }

    private Store add(byte[] frame, int count) {
        frames.put(next, frame);
        next += count;
        return this;
    }

    Store end() {
        end = bytes(control.sessionEnd(buffer, 0, next - 1, true, 77));
        return this;
    }

    /** Lets the oldest frame go, and says so first. */
    Store letGo() {
        first = frames.higherKey(frames.firstKey());
        frames.pollFirstEntry();
        return this;
    }

    /** Loses a frame in the middle, as a journal may have. */
    Store lose(long sequence) {
        frames.remove(frames.floorKey(sequence));
        return this;
    }

    /** The frame with the item. */
    byte[] frame(long sequence) {
        return frames.floorEntry(sequence).getValue();
    }

    List<byte[]> keptDefinitions() {
        return kept;
    }

    byte[] sessionEnd() {
        return end;
    }

    long next() {
        return next;
    }

    private byte[] bytes(int lengthBytes) {
        byte[] frame = new byte[lengthBytes];
        buffer.getBytes(0, frame);
        return frame;
    }

    private boolean isHere(int feed, long session) {
        return feed == feedId && session == SESSION;
    }

    @Override
    public long firstSequence(int feed, long session) {
        return isHere(feed, session) ? first : 0;
    }

    @Override
    public long nextSequence(int feed, long session) {
        return isHere(feed, session) ? next : 0;
    }

    @Override
    public int copyFrame(
            int feed, long session, long sequence, MutableDirectBuffer target, int offset) {
        if (!isHere(feed, session) || sequence > next) {
            return NOT_THERE;
        }
        if (sequence == next) {
            return copy(end, target, offset);
        }
        var entry = frames.floorEntry(sequence);
        if (entry == null) {
            return NOT_THERE;
        }
        int items =
                (entry.getValue().length - TradeFrameEncoder.ITEMS_OFFSET)
                        / itemLength(entry.getValue());
        return sequence < entry.getKey() + items
                ? copy(entry.getValue(), target, offset)
                : NOT_THERE;
    }

    private static int itemLength(byte[] frame) {
        return frame[44];
    }

    @Override
    public int copyDefinitions(
            int feed, long session, int index, MutableDirectBuffer target, int offset) {
        return isHere(feed, session) && index < kept.size()
                ? copy(kept.get(index), target, offset)
                : NOT_THERE;
    }

    private static int copy(byte[] frame, MutableDirectBuffer target, int offset) {
        if (frame == null) {
            return NOT_THERE;
        }
        target.putBytes(offset, frame);
        return frame.length;
    }
}
