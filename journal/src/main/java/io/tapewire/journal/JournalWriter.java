package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.TapewireException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Keeps the frames of any number of feeds in a directory, each feed in a Chronicle Queue of its
 * own, byte for byte as they travelled, with the time at which they were received. A frame that was
 * taken survives the death of this process; of the machine, what the kernel had written by then.
 *
 * <p>Not kept: heartbeats, and repeats of definitions that the journal has from the session's
 * beginning. Everything else is, in the order in which it comes; doubles and gaps are the caller's
 * matter.
 *
 * <p>One writer at a time writes to a directory. It is used by one thread at a time; a thread may
 * hand it to another. Allocates only when a feed or 64 MiB of a file come for the first time, or
 * when a feed becomes fast, little then. A thread of its own, asleep unless frames come, has the
 * kernel give pages before frames come, but those of a feed of more than 1.6 MB/s: open the journal
 * before you pin the thread that does, for threads inherit the CPU.
 */
public final class JournalWriter implements FrameHandler, AutoCloseable {
    private final Path dir;
    private final JournalSettings settings;
    private final EpochNanoClock clock;
    private final JournalLock lock;
    private final DiskGuard guard;
    private final RollClock rollClock = new RollClock();
    private final FrameDecoder frame = new FrameDecoder();
    private final Int2ObjectHashMap<FeedWriter> feeds = new Int2ObjectHashMap<>();
    private final PageThread pages;
    private final ByteBuffer zeros = ZeroedPages.zeros();
    private final BooleanSupplier mayTakeBlock;
    private FeedWriter lastFeed;
    private int lastFeedId;
    private boolean closed;
    private long frames;
    private long bytes;
    private long refused;

    private JournalWriter(
            Path dir, JournalSettings settings, EpochNanoClock clock, LongSupplier usableBytes) {
        this.dir = dir;
        this.settings = settings;
        this.clock = clock;
        long reserveBytes = Math.max(settings.reserveBytes(), 2 * FeedFiles.BLOCK_BYTES);
        this.guard = new DiskGuard(usableBytes, reserveBytes, clock.nanoTime());
        this.lock = JournalLock.acquire(dir);
        long spareBytes = reserveBytes + DiskGuard.STRETCH_BYTES;
        this.pages = new PageThread(() -> usableBytes.getAsLong() > spareBytes);
        long blockBytes = spareBytes + FeedFiles.BLOCK_BYTES;
        boolean offered = DiskRoom.isOffered(dir);
        this.mayTakeBlock = () -> offered && usableBytes.getAsLong() > blockBytes;
    }

    /**
     * Opens a journal, and makes it where there is none. Takes half a second where it is the
     * process's first, so that no frame has to wait for what Chronicle does only once.
     *
     * @param dir made if absent; empty, or a journal
     * @param settings how to write; a feed that has files keeps their roll
     * @param clock says when a frame was received, and rolls the files
     * @throws TapewireException in one sentence: not a directory, not writable, not a journal's,
     *     being written by another, or a JVM without the flags that Chronicle needs
     */
    public static JournalWriter open(Path dir, JournalSettings settings, EpochNanoClock clock) {
        return open(dir, settings, clock, dir.toFile()::getUsableSpace);
    }

    static JournalWriter open(
            Path dir, JournalSettings settings, EpochNanoClock clock, LongSupplier usableBytes) {
        FeedQueue.requireJvmAccess();
        JournalDirectory.create(dir);
        JournalWriter journal = new JournalWriter(dir, settings, clock, usableBytes);
        try {
            journal.warmUp();
            journal.pages.start();
            return journal;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void warmUp() {
        if (!guard.isFull()) {
            WarmUp.run(dir, settings.roll());
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>"Not now" where the disk has no more room than the reserve, as {@link #state} says; the
     * disk is asked again every 100 ms. Where the frame begins in relation to what was taken before
     * does not matter: it is kept whole.
     *
     * @throws TapewireException where the files of a feed that is new to this writer cannot be
     *     opened
     */
    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        if (closed) {
            return false;
        }
        frame.wrapChecked(buffer, offset, lengthBytes);
        if (frame.templateId() == FrameDecoder.HEARTBEAT) {
            return true;
        }
        long nowNs = clock.nanoTime();
        boolean wasFull = guard.isFull();
        if (!guard.hasRoom(RecordCursor.FRAME_OFFSET + lengthBytes, nowNs)) {
            if (!wasFull) {
                // Or the disk could stay full of room that nobody uses.
                feeds.values().forEach(FeedWriter::giveBack);
            }
            refused++;
            return false;
        }
        rollClock.advanceTo(nowNs);
        FeedWriter feed = feed(frame.feedId());
        if (feed.wants(frame)) {
            feed.append(nowNs, buffer, offset, lengthBytes);
            frames++;
            bytes += lengthBytes;
        }
        return true;
    }

    /**
     * How far a feed is journaled from before this writer was opened.
     *
     * @return null where it is not
     */
    public JournalPosition openedAt(int feedId) {
        if (!feeds.containsKey(feedId) && !JournalDirectory.hasFeed(dir, feedId)) {
            return null;
        }
        rollClock.advanceTo(clock.nanoTime());
        return feed(feedId).opened();
    }

    private FeedWriter feed(int feedId) {
        if (lastFeed != null && lastFeedId == feedId) {
            return lastFeed;
        }
        FeedWriter feed = feeds.get(feedId);
        if (feed == null) {
            Path feedDir = JournalDirectory.feed(dir, feedId);
            ZeroedPages zeroed = new ZeroedPages(zeros, mayTakeBlock);
            feed = new FeedWriter(feedDir, settings.roll(), rollClock, zeroed);
            feeds.put(feedId, feed);
            pages.add(feed.frontier());
        }
        lastFeed = feed;
        lastFeedId = feedId;
        return feed;
    }

    /** What it is doing. */
    public JournalState state() {
        if (closed) {
            return JournalState.CLOSED;
        }
        return guard.isFull() ? JournalState.DISK_FULL : JournalState.WRITING;
    }

    /** Frames taken and kept since it was opened. */
    public long frames() {
        return frames;
    }

    /** Bytes of these frames. */
    public long bytes() {
        return bytes;
    }

    /** Times that a frame was answered with "not now". */
    public long refused() {
        return refused;
    }

    /** Room that must stay free on the disk: as set, and two blocks at least. */
    public long reserveBytes() {
        return guard.reserveBytes();
    }

    /** Lets the directory go. What was taken stays. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pages.close();
            feeds.values().forEach(FeedWriter::close);
            lock.close();
        }
    }
}
