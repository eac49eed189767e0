package io.tapewire.journal;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * Touches the pages of a feed's file before its writer comes to them. The kernel gives a page when
 * it is first touched, and whoever touches it waits: for a microsecond or ten, and for as long as
 * the file system takes to write its own journal.
 *
 * <p>How far ahead depends on how fast the writer is; all but a slow one do better themselves. For
 * the thread that touches.
 */
final class PageToucher {
    private static final int PIECE_BYTES = 1 << 20;
    private static final long LEAST_BYTES = 64L << 10;
    private static final long MOST_BYTES = FeedFiles.BLOCK_BYTES / 2;

    /** So many times what was written since the last time. */
    private static final int TIMES_AHEAD = 20;

    private final ReferenceOwner owner = ReferenceOwner.temporary("pages");
    private final ReadAhead readAhead = new ReadAhead();
    private final Frontier frontier;
    private final BooleanSupplier mayGoOn;
    private MappedFile file;
    private MappedBytesStore block;
    private long ahead = LEAST_BYTES;
    private long seen;
    private long touched;

    /**
     * @param mayGoOn asked before each mebibyte
     */
    PageToucher(Frontier frontier, BooleanSupplier mayGoOn) {
        this.frontier = frontier;
        this.mayGoOn = mayGoOn;
    }

    /**
     * @return whether anything was written since the last time
     */
    boolean run() {
        MappedFile current = frontier.file();
        long position = frontier.filePosition();
        if (current != file) {
            release();
            file = current;
            touched = position;
        } else if (position <= seen) {
            return false;
        } else {
            ahead = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, TIMES_AHEAD * (position - seen)));
        }
        seen = position;
        if (frontier.pieceBytes() == 0) {
            touchTo(position + ahead);
        }
        return true;
    }

    private void touchTo(long end) {
        long page = Math.max(touched, seen) & -FeedFiles.PAGE_BYTES;
        for (long asked = page; page < end; page += FeedFiles.PAGE_BYTES) {
            if (page >= asked) {
                asked += PIECE_BYTES;
                if (!mayGoOn.getAsBoolean()) {
                    break;
                }
            }
            if (!hold(page)) {
                break;
            }
            // Leaves what is there as it is, whoever writes at the same time.
            block.compareAndSwapLong(page, 0, 0);
        }
        touched = page;
    }

    /** Keeps the block of this place from being unmapped. */
    private boolean hold(long place) {
        if (block != null && place >= block.start() && place - block.start() < file.chunkSize()) {
            return true;
        }
        release();
        try {
            block = file.acquireByteStore(owner, place);
            readAhead.disable(block);
            return true;
        } catch (IOException | IllegalStateException e) {
            // The writer has closed the file, or will meet the same trouble, and say so.
            return false;
        }
    }

    /** Lets the file go; to be called before its writer closes. */
    void release() {
        if (block != null) {
            block.release(owner);
            block = null;
        }
    }
}
