package io.tapewire.subscriber;

import java.util.Arrays;

/**
 * A set of sequences of one feed, such as those that have not arrived, as ranges in order that
 * neither overlap nor touch. Both ends of a range are included. Grows by doubling, and lets large
 * memory go once it is empty; otherwise allocates nothing. Callers that keep to {@link #canAppend}
 * and {@link #canRemove} keep it at {@link #MAX_RANGES} ranges.
 */
final class SequenceRanges {
    static final int MAX_RANGES = 1_024;

    private static final int FEW = 16;
    private static final int MANY = 256;
    private static final long[] NONE = {};

    private long[] from = NONE;
    private long[] to = NONE;
    private int count;
    private long total;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** Sequences in all ranges. */
    long total() {
        return total;
    }

    long from(int index) {
        return from[index];
    }

    long to(int index) {
        return to[index];
    }

    /** Whether there is room for a range that begins here, after all others. */
    boolean canAppend(long first) {
        return count < MAX_RANGES || to[count - 1] + 1 == first;
    }

    /** Whether there is room for what is left where a range is taken away. */
    boolean canRemove(long first, long last) {
        if (count < MAX_RANGES) {
            return true;
        }
        int i = firstEndingAtOrAfter(first);
        return i == count || from[i] >= first || to[i] <= last;
    }

    /** Adds a range that lies after all others. */
    void append(long first, long last) {
        assert first <= last && (count == 0 || first > to[count - 1]) : "not after the others";
        if (count > 0 && to[count - 1] + 1 == first) {
            to[count - 1] = last;
        } else {
            insert(count, first, last);
        }
        total += last - first + 1;
    }

    /** Adds a range wherever it belongs; what of it is there already stays once. */
    void add(long first, long last) {
        remove(first, last);
        int i = firstEndingAtOrAfter(first);
        boolean touchesOneBefore = i > 0 && to[i - 1] + 1 == first;
        boolean touchesOneAfter = i < count && from[i] == last + 1;
        if (touchesOneBefore && touchesOneAfter) {
            to[i - 1] = to[i];
            delete(i);
        } else if (touchesOneBefore) {
            to[i - 1] = last;
        } else if (touchesOneAfter) {
            from[i] = first;
        } else {
            insert(i, first, last);
        }
        total += last - first + 1;
    }

    /** Adds what lies between the first two ranges, so that they are one. */
    void joinFirstTwo() {
        total += from[1] - to[0] - 1;
        from[1] = from[0];
        delete(0);
    }

    /** Takes the last range away. */
    void removeLast() {
        remove(from[count - 1], to[count - 1]);
    }

    /**
     * @return the last of the unbroken run of sequences that begins with this one; one below it
     *     where it is not in a range
     */
    long runFrom(long sequence) {
        int i = firstEndingAtOrAfter(sequence);
        return i < count && from[i] <= sequence ? to[i] : sequence - 1;
    }

    boolean overlaps(long first, long last) {
        int i = firstEndingAtOrAfter(first);
        return i < count && from[i] <= last;
    }

    /**
     * Takes a range away, wherever it was missing.
     *
     * @return how many of its sequences were missing
     */
    long remove(long first, long last) {
        long removed = 0;
        int i = firstEndingAtOrAfter(first);
        while (i < count && from[i] <= last) {
            long cutFrom = Math.max(first, from[i]);
            long cutTo = Math.min(last, to[i]);
            removed += cutTo - cutFrom + 1;
            boolean leavesHead = cutFrom > from[i];
            boolean leavesTail = cutTo < to[i];
            if (leavesHead && leavesTail) {
                insert(i + 1, cutTo + 1, to[i]);
                to[i] = cutFrom - 1;
                break;
            } else if (leavesHead) {
                to[i] = cutFrom - 1;
                i++;
            } else if (leavesTail) {
                from[i] = cutTo + 1;
                i++;
            } else {
                delete(i);
            }
        }
        total -= removed;
        return removed;
    }

    void clear() {
        count = 0;
        total = 0;
        shrink();
    }

    private void shrink() {
        if (count == 0 && from.length > MANY) {
            from = NONE;
            to = NONE;
        }
    }

    private int firstEndingAtOrAfter(long sequence) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to[middle] < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int index, long first, long last) {
        if (count == from.length) {
            from = Arrays.copyOf(from, Math.max(FEW, count * 2));
            to = Arrays.copyOf(to, Math.max(FEW, count * 2));
        }
        System.arraycopy(from, index, from, index + 1, count - index);
        System.arraycopy(to, index, to, index + 1, count - index);
        from[index] = first;
        to[index] = last;
        count++;
    }

    private void delete(int index) {
        count--;
        System.arraycopy(from, index + 1, from, index, count - index);
        System.arraycopy(to, index + 1, to, index, count - index);
        shrink();
    }
}
