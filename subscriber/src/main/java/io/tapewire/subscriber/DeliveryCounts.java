package io.tapewire.subscriber;

/** What ordered delivery has counted, over all feeds. Written and read by its thread. */
public final class DeliveryCounts {
    long gapsFound;
    long missing;
    long filled;
    long abandoned;
    long duplicates;
    long staleFrames;
    long recoveredFrames;
    long notHeld;

    DeliveryCounts() {}

    /** Gaps found. */
    public long gapsFound() {
        return gapsFound;
    }

    /** Items in those gaps. */
    public long missing() {
        return missing;
    }

    /** Items of them that arrived after all. */
    public long filled() {
        return filled;
    }

    /** Items given up, history that nobody had included. */
    public long abandoned() {
        return abandoned;
    }

    /** Items dropped because they had arrived before. */
    public long duplicates() {
        return duplicates;
    }

    /** Frames dropped because a newer session had begun. */
    public long staleFrames() {
        return staleFrames;
    }

    /** Frames that sources answered with. */
    public long recoveredFrames() {
        return recoveredFrames;
    }

    /** Frames dropped for want of room to hold them, to be asked for in their turn. */
    public long notHeld() {
        return notHeld;
    }
}
