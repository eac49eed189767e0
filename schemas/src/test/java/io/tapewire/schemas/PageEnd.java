package io.tapewire.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory whose next byte does not exist: a file is mapped at twice its length, so that a read past
 * its end faults, whether or not bounds are checked. Holds no page larger than {@link #END}.
 */
final class PageEnd {
    /** Offset of the first byte that faults: a multiple of every usual page size. */
    static final int END = 65_536;

    private final UnsafeBuffer memory;

    PageEnd() {
        try {
            Path file = Files.createTempFile("page-end", null);
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE)) {
                MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, 2L * END);
                channel.truncate(END);
                memory = new UnsafeBuffer(mapped);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UnsafeBuffer memory() {
        return memory;
    }

    /** Puts bytes right before the end and checks them; reads every field of a good frame. */
    FrameStatus check(FrameDecoder decoder, byte[] bytes) {
        int offset = END - bytes.length;
        memory.putBytes(offset, bytes);
        FrameStatus status = decoder.wrap(memory, offset, bytes.length);
        if (status == FrameStatus.OK) {
            FrameFields.of(decoder);
        }
        return status;
    }
}
