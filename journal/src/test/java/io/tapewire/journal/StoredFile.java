package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The one file of a feed, to be damaged: where its frames are, and bits of it turned over. */
final class StoredFile implements AutoCloseable {
    private final RandomAccessFile file;

    StoredFile(Path dir, int feedId) throws IOException {
        Path feedDir = JournalDirectory.feed(dir, feedId);
        String[] names = feedDir.toFile().list((d, name) -> name.endsWith(".cq4"));
        assertEquals(1, names.length);
        file = new RandomAccessFile(feedDir.resolve(names[0]).toFile(), "rw");
    }

    /** Where each of these frames, stored in this order, begins. */
    long[] positions(List<byte[]> frames) throws IOException {
        long total = frames.stream().mapToLong(frame -> frame.length + 64).sum();
        byte[] head = head((int) Math.min(file.length(), total + (4 << 20)));
        long[] positions = new long[frames.size()];
        int from = 0;
        for (int i = 0; i < positions.length; i++) {
            byte[] frame = frames.get(i);
            while (!Arrays.equals(head, from, from + frame.length, frame, 0, frame.length)) {
                from++;
            }
            positions[i] = from;
            from += frame.length;
        }
        return positions;
    }

    void flip(long position, int bit) throws IOException {
        file.seek(position + bit / 8);
        int before = file.read();
        file.seek(position + bit / 8);
        file.write(before ^ 1 << bit % 8);
    }

    byte[] head(int lengthBytes) throws IOException {
        byte[] head = new byte[lengthBytes];
        file.seek(0);
        file.readFully(head);
        return head;
    }

    void put(long position, byte[] bytes) throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    void put(long position, int value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        put(position, bytes.putInt(0, value).array());
    }

    /** Answers how long the file was. */
    long cutTo(long lengthBytes) throws IOException {
        long before = file.length();
        file.setLength(lengthBytes);
        return before;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
