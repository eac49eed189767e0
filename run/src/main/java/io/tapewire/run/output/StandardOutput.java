package io.tapewire.run.output;

import io.tapewire.schemas.TapewireException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output behind a buffer that is written when full or flushed, without a lock. */
final class StandardOutput extends OutputStream {
    /** The most that is written at once. */
    static final int BUFFER_BYTES = 1 << 16;

    private static final String BROKEN_PIPE = "Broken pipe";

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** A thread that writes it, so that nobody else waits for whoever reads it. */
    static OutputThread thread() {
        return new OutputThread(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    }

    @Override
    public void write(int b) {
        if (length == buffer.length) {
            flush();
        }
        buffer[length++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int at = offset;
        int left = count;
        while (left > 0) {
            if (length == buffer.length) {
                flush();
            }
            int fits = Math.min(left, buffer.length - length);
            System.arraycopy(bytes, at, buffer, length, fits);
            length += fits;
            at += fits;
            left -= fits;
        }
    }

    @Override
    public void flush() {
        int full = length;
        length = 0;
        try {
            out.write(buffer, 0, full);
        } catch (IOException e) {
            if (BROKEN_PIPE.equals(e.getMessage())) {
                throw new OutputClosedException(e);
            }
            throw new TapewireException(
                    "Standard output cannot be written (%s); what came after is not there."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Flushes; the descriptor is the process's and stays open. */
    @Override
    public void close() {
        flush();
    }
}
