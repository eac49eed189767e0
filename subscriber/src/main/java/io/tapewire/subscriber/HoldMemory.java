package io.tapewire.subscriber;

import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bounded memory in which a subscriber keeps frames that came before their turn: slots of one
 * length, shared by its feeds, touched only once a gap is found.
 */
final class HoldMemory {
    static final int NO_SLOT = -1;

    private final int slotLength;
    private final int slots;
    private final IntArrayList free = new IntArrayList();
    private UnsafeBuffer memory;
    private int used;

    /**
     * @param maxFrameLength of a frame that fits; longer ones are not held
     */
    HoldMemory(int capacityBytes, int maxFrameLength) {
        this.slotLength = maxFrameLength;
        this.slots = capacityBytes / maxFrameLength;
    }

    /**
     * @return the slot that holds the copy now, or {@link #NO_SLOT} where there is no room
     */
    int store(DirectBuffer buffer, int offset, int lengthBytes) {
        if (lengthBytes > slotLength) {
            return NO_SLOT;
        }
        int slot = take();
        if (slot != NO_SLOT) {
            memory.putBytes(slot * slotLength, buffer, offset, lengthBytes);
        }
        return slot;
    }

    private int take() {
        int last = free.size() - 1;
        if (last >= 0) {
            return free.fastUnorderedRemove(last);
        }
        if (used == slots) {
            return NO_SLOT;
        }
        if (memory == null) {
            memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(slots * slotLength, 64));
        }
        return used++;
    }

    void release(int slot) {
        free.addInt(slot);
    }

    DirectBuffer memory() {
        return memory;
    }

    int offset(int slot) {
        return slot * slotLength;
    }

    int slots() {
        return slots;
    }

    boolean isFull() {
        return used == slots && free.isEmpty();
    }
}
