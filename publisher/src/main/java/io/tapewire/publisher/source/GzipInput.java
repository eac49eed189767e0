package io.tapewire.publisher.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), any number of members one after the other.
 *
 * <p>{@link java.util.zip.GZIPInputStream} ends in silence where a member after the first is cut
 * short in its header, or where the bytes after the first are not there yet. Here the end of the
 * file is the end of a whole member or an {@link EOFException}; every other fault is a {@link
 * ZipException}. What was unpacked before a cut is handed out first.
 */
final class GzipInput extends InputStream {
    private static final int DEFLATED = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[32 * 1024];
    private int at;
    private int limit;
    private boolean insideMember;
    private boolean afterMember;

    GzipInput(InputStream in) {
        this.in = in;
    }

    static boolean isMagic(byte[] start) {
        return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (insideMember || openMember()) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                closeMember();
            } else if (inflater.needsInput()) {
                if (!fill()) {
                    throw new EOFException();
                }
                inflater.setInput(packed, at, limit - at);
            } else {
                throw new ZipException("it needs a dictionary");
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    private boolean openMember() throws IOException {
        if (afterMember && isAtEnd()) {
            return false;
        }
        if (next() != 0x1f || next() != 0x8b) {
            throw new ZipException("something that is no gzip follows");
        }
        int method = next();
        int flags = next();
        if (method != DEFLATED || (flags & RESERVED_FLAGS) != 0) {
            throw new ZipException("unknown method or flags");
        }
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        skip((flags & HAS_HEADER_CRC) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(packed, at, limit - at);
        crc.reset();
        insideMember = true;
        return true;
    }

    private void closeMember() throws IOException {
        at = limit - inflater.getRemaining();
        if (nextInt() != crc.getValue()) {
            throw new ZipException("its checksum differs");
        }
        if (nextInt() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its length differs");
        }
        insideMember = false;
        afterMember = true;
    }

    /** Zeros may pad the last member, as on a tape of blocks. */
    private boolean isAtEnd() throws IOException {
        while (at < limit || fill()) {
            if (packed[at] != 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText(boolean present) throws IOException {
        while (present && next() != 0) {
            continue;
        }
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private int next() throws IOException {
        if (at == limit && !fill()) {
            throw new EOFException();
        }
        return packed[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(packed));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
