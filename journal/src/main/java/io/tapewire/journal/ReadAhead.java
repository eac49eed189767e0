package io.tapewire.journal;

import com.sun.jna.Function;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * Has Linux give the pages of a mapped file that are touched, and no more. It reads ahead else as
 * far as the disk is set to, megabytes at times, also where there is nothing to read: it fills them
 * with zeros, and whoever touched the first waits for all.
 *
 * <p>The advice and its meaning: madvise(2), MADV_RANDOM. For one thread.
 */
final class ReadAhead {
    private static final int MADV_RANDOM = 1;

    private final Function madvise = Libc.function("madvise");
    private BytesStore<?, ?> advised;

    /** In this mapped part of a file; called for each record, it tells the kernel once. */
    void disable(BytesStore<?, ?> block) {
        if (block != advised) {
            advised = block;
            if (madvise != null) {
                // Its capacity is where it ends, in the file.
                long mappedBytes = block.realCapacity() - block.start();
                // Refused, it is as it was: slower.
                madvise.invokeInt(
                        new Object[] {
                            block.addressForRead(block.start()), mappedBytes, MADV_RANDOM
                        });
            }
        }
    }
}
