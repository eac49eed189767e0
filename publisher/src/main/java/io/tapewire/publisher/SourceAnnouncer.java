package io.tapewire.publisher;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Says in feeds that others publish where a journal of them can be asked for frames. For one
 * thread, which calls {@link #doWork} in every turn; allocates when a session is first seen.
 */
public final class SourceAnnouncer implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LAST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);

    private final BusConnection connection;
    private final LineSenders sender;
    private final RecoveryEncoder encoder = new RecoveryEncoder();
    private final Int2ObjectHashMap<FrameSealer> feeds = new Int2ObjectHashMap<>();
    private final UnsafeBuffer frame =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(RecoveryEncoder.MAX_LENGTH, 64));
    private long nextNs = System.nanoTime();

    private SourceAnnouncer(BusConnection connection, List<BusAddress> lines) {
        this.connection = connection;
        this.sender = new LineSenders(connection, lines, 0);
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param lines that carry the feeds
     */
    public static SourceAnnouncer open(BusConnection connection, List<BusAddress> lines) {
        return new SourceAnnouncer(connection, lines);
    }

    /** From now on says it for this feed, of this session instead of one before. */
    public void add(int feedId, long session) {
        feeds.put(feedId, new FrameSealer(feedId, session));
    }

    /**
     * One turn.
     *
     * @param address of whoever serves the frames; null while nobody does
     * @return above 0 where something was said
     */
    public int doWork(RecoveryAddress address) {
        long nowNs = System.nanoTime();
        int work = sender.doWork();
        if (address == null || nowNs - nextNs < 0) {
            return work;
        }
        nextNs = nowNs + INTERVAL_NS;
        for (FrameSealer sealer : feeds.values()) {
            // It knows nothing of the next item, so it says the first: no reader is behind that.
            int lengthBytes = encoder.source(sealer, frame, address, SourceKind.JOURNAL, 1, 0);
            sender.sendIfRoom(frame, 0, lengthBytes);
        }
        return work + 1;
    }

    @Override
    public void close() {
        if (connection.isAlive()) {
            // It may be the last of those that publish here.
            sender.drain(LAST_WAIT_NS);
        }
        sender.close();
    }
}
