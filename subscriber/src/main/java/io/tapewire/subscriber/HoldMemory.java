package io.tapewire.subscriber;

import java.util.Arrays;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bounded memory in which a subscriber keeps frames that came before their turn, shared by its
 * feeds, touched only once a gap is found. It is cut into pages, each page into blocks of one
 * length, as frames of that length come; a page whose blocks are all free serves any length again.
 * So a frame takes 127 bytes more than it has, at the most. Storing and releasing are O(1).
 */
final class HoldMemory {
    static final int NO_PLACE = -1;

    private static final int NONE = -1;
    private static final int UNIT = 128;
    private static final int MIN_PAGE_LENGTH = 4 << 10;
    // The longest frame that a datagram carries fits.
    private static final int MAX_PAGE_LENGTH = 64 << 10;
    private static final int FEWEST_PAGES = 16;

    private final int pageLength;
    private final int pages;
    // By length in units: the first of the pages with a block free.
    private final int[] open;
    private final int[] next;
    private final int[] previous;
    private final int[] units;
    private final int[] used;
    private final int[] begun;
    // A free block says in its first bytes which is the next.
    private final int[] free;
    private int freePage = NONE;
    private int begunPages;
    private UnsafeBuffer memory;

    HoldMemory(int capacityBytes) {
        int fair = Integer.highestOneBit(capacityBytes / FEWEST_PAGES);
        pageLength = Math.max(MIN_PAGE_LENGTH, Math.min(MAX_PAGE_LENGTH, fair));
        pages = capacityBytes / pageLength;
        open = new int[pageLength / UNIT + 1];
        Arrays.fill(open, NONE);
        next = new int[pages];
        previous = new int[pages];
        units = new int[pages];
        used = new int[pages];
        begun = new int[pages];
        free = new int[pages];
    }

    private static int unitsOf(int lengthBytes) {
        return (lengthBytes + UNIT - 1) / UNIT;
    }

    boolean hasRoom(int lengthBytes) {
        return lengthBytes <= pageLength
                && (open[unitsOf(lengthBytes)] != NONE || freePage != NONE || begunPages < pages);
    }

    /**
     * @return where in {@link #memory} the copy is now, or {@link #NO_PLACE} where there is no room
     */
    int store(DirectBuffer buffer, int offset, int lengthBytes) {
        if (!hasRoom(lengthBytes)) {
            return NO_PLACE;
        }
        int size = unitsOf(lengthBytes);
        int page = open[size] == NONE ? openPage(size) : open[size];
        int place = free[page];
        if (place != NONE) {
            free[page] = memory.getInt(place);
        } else {
            place = page * pageLength + begun[page]++ * size * UNIT;
        }
        used[page]++;
        if (isFull(page)) {
            unlink(page);
        }
        memory.putBytes(place, buffer, offset, lengthBytes);
        return place;
    }

    private int openPage(int size) {
        if (memory == null) {
            memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(pages * pageLength, 64));
        }
        int page = freePage;
        if (page == NONE) {
            page = begunPages++;
        } else {
            freePage = next[page];
        }
        units[page] = size;
        used[page] = 0;
        begun[page] = 0;
        free[page] = NONE;
        link(page);
        return page;
    }

    private boolean isFull(int page) {
        return used[page] == pageLength / (units[page] * UNIT);
    }

    private void link(int page) {
        int second = open[units[page]];
        next[page] = second;
        previous[page] = NONE;
        if (second != NONE) {
            previous[second] = page;
        }
        open[units[page]] = page;
    }

    private void unlink(int page) {
        if (previous[page] == NONE) {
            open[units[page]] = next[page];
        } else {
            next[previous[page]] = next[page];
        }
        if (next[page] != NONE) {
            previous[next[page]] = previous[page];
        }
    }

    /** Gives back what {@link #store} answered. */
    void release(int place) {
        int page = place / pageLength;
        if (isFull(page)) {
            link(page);
        }
        memory.putInt(place, free[page]);
        free[page] = place;
        used[page]--;
        if (used[page] == 0) {
            unlink(page);
            next[page] = freePage;
            freePage = page;
        }
    }

    DirectBuffer memory() {
        return memory;
    }

    /** Items that surely fit: were each in a small frame of its own. */
    int leastItems() {
        return pages * (pageLength / UNIT);
    }
}
