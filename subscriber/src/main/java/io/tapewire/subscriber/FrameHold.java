package io.tapewire.subscriber;

import java.util.Arrays;

/**
 * The frames of one feed that came before their turn, in order of their first sequence. Mostly they
 * come in order and leave from the front, so both are O(1); one that comes between others moves
 * those after it. Lets large memory go once it is empty.
 */
final class FrameHold {
    private static final int FEW = 16;
    private static final int MANY = 256;

    private long[] first;
    private long[] end;
    private int[] place;
    private int[] lengthBytes;
    private int head;
    private int tail;

    FrameHold() {
        allocate();
    }

    private void allocate() {
        first = new long[FEW];
        end = new long[FEW];
        place = new int[FEW];
        lengthBytes = new int[FEW];
    }

    boolean isEmpty() {
        return head == tail;
    }

    int count() {
        return tail - head;
    }

    long firstSequence() {
        return first[head];
    }

    long endSequence() {
        return end[head];
    }

    int firstPlace() {
        return place[head];
    }

    int firstLength() {
        return lengthBytes[head];
    }

    /** First sequence of the frame that is furthest from its turn. */
    long lastSequence() {
        return first[tail - 1];
    }

    long lastEndSequence() {
        return end[tail - 1];
    }

    int lastPlace() {
        return place[tail - 1];
    }

    void removeLast() {
        tail--;
        resetIfEmpty();
    }

    void removeFirst() {
        head++;
        resetIfEmpty();
    }

    private void resetIfEmpty() {
        if (head == tail) {
            head = 0;
            tail = 0;
            if (first.length > MANY) {
                allocate();
            }
        }
    }

    void insert(long firstSequence, long endSequence, int at, int length) {
        makeRoom();
        int i = tail;
        while (i > head && first[i - 1] > firstSequence) {
            i--;
        }
        int after = tail - i;
        System.arraycopy(first, i, first, i + 1, after);
        System.arraycopy(end, i, end, i + 1, after);
        System.arraycopy(place, i, place, i + 1, after);
        System.arraycopy(lengthBytes, i, lengthBytes, i + 1, after);
        first[i] = firstSequence;
        end[i] = endSequence;
        place[i] = at;
        lengthBytes[i] = length;
        tail++;
    }

    private void makeRoom() {
        if (tail < first.length) {
            return;
        }
        int count = count();
        if (head > 0 && count < first.length / 2) {
            System.arraycopy(first, head, first, 0, count);
            System.arraycopy(end, head, end, 0, count);
            System.arraycopy(place, head, place, 0, count);
            System.arraycopy(lengthBytes, head, lengthBytes, 0, count);
        } else {
            first = grown(first);
            end = grown(end);
            place = Arrays.copyOf(Arrays.copyOfRange(place, head, tail), first.length);
            lengthBytes = Arrays.copyOf(Arrays.copyOfRange(lengthBytes, head, tail), first.length);
        }
        head = 0;
        tail = count;
    }

    private long[] grown(long[] array) {
        return Arrays.copyOf(Arrays.copyOfRange(array, head, tail), array.length * 2);
    }
}
