package io.tapewire.subscriber;

/**
 * The frames of one feed that came before their turn, in order of their first sequence. Live ones
 * come at the end, repaired ones near the front, and they leave from the front: each costs the
 * search for its place and the moving of those on the shorter side of it. Lets large memory go once
 * it is empty.
 */
final class FrameHold {
    private static final int FEW = 16;
    private static final int MANY = 256;

    private long[] first = {};
    private long[] end = {};
    private int[] place = {};
    private int[] lengthBytes = {};
    private int head;
    private int tail;

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
                first = new long[0];
                end = new long[0];
                place = new int[0];
                lengthBytes = new int[0];
            }
        }
    }

    void insert(long firstSequence, long endSequence, int heldAt, int length) {
        int i = indexOf(firstSequence);
        boolean nearFront = i - head < tail - i;
        if (nearFront && head == 0 || !nearFront && tail == first.length) {
            int before = i - head;
            makeRoom();
            i = head + before;
        }
        if (nearFront) {
            move(head, i, -1);
            head--;
            i--;
        } else {
            move(i, tail, 1);
            tail++;
        }
        first[i] = firstSequence;
        end[i] = endSequence;
        place[i] = heldAt;
        lengthBytes[i] = length;
    }

    /** Where it belongs: after those that begin where it does. */
    private int indexOf(long firstSequence) {
        if (head == tail || first[tail - 1] <= firstSequence) {
            return tail;
        }
        int low = head;
        int high = tail - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (first[middle] <= firstSequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void move(int from, int to, int by) {
        System.arraycopy(first, from, first, from + by, to - from);
        System.arraycopy(end, from, end, from + by, to - from);
        System.arraycopy(place, from, place, from + by, to - from);
        System.arraycopy(lengthBytes, from, lengthBytes, from + by, to - from);
    }

    /** At both ends: a quarter of the length, at the least. */
    private void makeRoom() {
        int count = count();
        int length = Math.max(FEW, count > first.length / 2 ? 2 * first.length : first.length);
        int newHead = (length - count) / 2;
        long[] newFirst = new long[length];
        long[] newEnd = new long[length];
        int[] newPlace = new int[length];
        int[] newLengthBytes = new int[length];
        System.arraycopy(first, head, newFirst, newHead, count);
        System.arraycopy(end, head, newEnd, newHead, count);
        System.arraycopy(place, head, newPlace, newHead, count);
        System.arraycopy(lengthBytes, head, newLengthBytes, newHead, count);
        first = newFirst;
        end = newEnd;
        place = newPlace;
        lengthBytes = newLengthBytes;
        head = newHead;
        tail = newHead + count;
    }
}
