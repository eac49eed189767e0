package io.tapewire.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import net.openhft.chronicle.bytes.MappedFile;
import org.agrona.BitUtil;

/**
 * Makes the pages of a file just before its writer comes to them, by writing zeros to it, a piece
 * at a time. The writer so finds them in its cache, where those that another thread touched long
 * before are cold. For a fast one many come with one call, and where that goes on room on the disk
 * is set aside. Others make one by one: a call for many takes as long as some hundred frames, and a
 * thread that shares the writer's CPU takes that at once.
 *
 * <p>For the thread that writes, and only while its record is open: then nothing is in the file
 * after it that zeros could wipe out. Once it is closed an index may be there.
 */
final class ZeroedPages implements AutoCloseable {
    /** Some 30 to 120 us. Half of it takes 10 % more a byte; much more leaves the cache. */
    static final int PIECE_BYTES = 512 << 10;

    /** So many in a row, 8 MiB, are more than a burst. */
    static final int PIECES_OF_A_BURST = 16;

    /** More than Chronicle writes after a record. */
    private static final int INDEX_BYTES = 1 << 20;

    private final ByteBuffer zeros;
    private final BooleanSupplier mayTakeBlock;
    private MappedFile file;
    private FileChannel channel;
    private DiskRoom room;
    private long zeroedTo;
    private int piecesInARow;

    /**
     * @param zeros of {@link #zeros}
     * @param mayTakeBlock whether the disk has {@link FeedFiles#BLOCK_BYTES} to set aside, and can
     */
    ZeroedPages(ByteBuffer zeros, BooleanSupplier mayTakeBlock) {
        this.zeros = zeros;
        this.mayTakeBlock = mayTakeBlock;
    }

    /** A piece, for all files that one thread writes. */
    static ByteBuffer zeros() {
        return ByteBuffer.allocateDirect(PIECE_BYTES);
    }

    /**
     * Makes more where there are less than half a piece, or no page.
     *
     * @param current the file that is being written
     * @param end of the open record in it, after which there is nothing
     * @param pieceBytes whole pages, {@link #PIECE_BYTES} at most
     */
    void makeAhead(MappedFile current, long end, int pieceBytes) {
        if (current != file) {
            close();
            file = current;
            zeroedTo = 0;
        }
        if (end + Math.max(pieceBytes / 2, FeedFiles.PAGE_BYTES) > zeroedTo) {
            long from = Math.max(zeroedTo, BitUtil.align(end, FeedFiles.PAGE_BYTES));
            zeroedTo = from + pieceBytes;
            write(from, pieceBytes);
        }
    }

    private void write(long from, int pieceBytes) {
        try {
            if (channel == null) {
                // Not Chronicle's own, which an interrupt here would close.
                channel = FileChannel.open(file.file().toPath(), StandardOpenOption.WRITE);
            }
            // Chronicle alone makes its file longer.
            long fileBytes = channel.size();
            piecesInARow = pieceBytes == PIECE_BYTES ? piecesInARow + 1 : 0;
            if (piecesInARow > PIECES_OF_A_BURST) {
                setAside(from, fileBytes);
            }
            zeros.clear().limit((int) Math.max(0, Math.min(pieceBytes, fileBytes - from)));
            while (zeros.hasRemaining()) {
                channel.write(zeros, from + zeros.position());
            }
        } catch (IOException e) {
            // Goes without this piece: what is wrong with the disk the writer will meet itself.
            close();
        }
    }

    private void setAside(long from, long fileBytes) {
        boolean isShort = room == null || room.isShortOf(from + PIECE_BYTES);
        if (isShort && mayTakeBlock.getAsBoolean()) {
            if (room == null) {
                room = new DiskRoom(file.file().toPath());
            }
            room.setAside(from, fileBytes);
        }
    }

    /** Lets the file go until there is more to make, and the room that it has not used. */
    @Override
    public void close() {
        piecesInARow = 0;
        DiskRoom given = room;
        room = null;
        if (given != null) {
            given.giveBack(zeroedTo + INDEX_BYTES);
        }
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // Nothing was to be kept.
        }
    }
}
