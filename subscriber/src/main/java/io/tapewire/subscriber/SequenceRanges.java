package io.tapewire.subscriber;

import java.util.Arrays;

/**
 * A set of sequences of one feed, such as those that have not arrived, as disjoint ranges in order.
 * Both ends of a range are included. Grows by doubling; otherwise allocates nothing.
 */
final class SequenceRanges {
    private long[] from = new long[16];
    private long[] to = new long[16];
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
        insert(firstEndingAtOrAfter(first), first, last);
        total += last - first + 1;
    }

    /**
     * @return the last of the unbroken run of sequences that begins with this one; one below it
     *     where it is not in a range
     */
    long runFrom(long sequence) {
        long end = sequence - 1;
        for (int i = firstEndingAtOrAfter(sequence); i < count && from[i] <= end + 1; i++) {
            end = to[i];
        }
        return end;
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
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
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
    }
}
