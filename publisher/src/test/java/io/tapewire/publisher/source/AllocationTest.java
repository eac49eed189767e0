package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int INSTRUMENTS = 500;
    private static final int WARM_UP_TRADES = 200_000;
    private static final int MEASURED_TRADES = 1_000_000;

    /** A reading of the counter, and a compiler that replaces a frame, may allocate a little. */
    private static final long TOLERANCE_BYTES = 4_096;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().getId();

    private static byte[] block() {
        List<Trade> trades = new ArrayList<>();
        try (TradeSource source = new GeneratedTape(10_000, 3, INSTRUMENTS)) {
            while (source.advance()) {
                trades.add(varied(Tapes.current(source), trades.size()));
            }
        }
        return Tapes.write(trades);
    }

    /** With an id below zero, a price of many digits, a symbol in quotes, or no id and side. */
    private static Trade varied(Trade trade, int number) {
        return switch (number % 5) {
            case 0 -> trade.with(trade.symbol(), trade.price(), trade.side(), -trade.tradeId());
            case 1 -> trade.with(trade.symbol(), trade.price() + 1, trade.side(), Long.MAX_VALUE);
            case 2 -> trade.with(trade.symbol() + ",\"", -trade.price(), trade.side(), 0);
            case 3 ->
                    trade.with(
                            trade.symbol() + "4567890 1234567890",
                            trade.price(),
                            Side.NONE,
                            TradeSource.NO_TRADE_ID);
            default -> trade;
        };
    }

    private void assertAllocatesNothing(TradeSource source) {
        long sum = 0;
        for (int i = 0; i < WARM_UP_TRADES; i++) {
            assertTrue(source.advance());
            sum += source.price();
        }
        threads.getThreadAllocatedBytes(thread);
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < MEASURED_TRADES; i++) {
            source.advance();
            sum += source.timeNs() + source.price() + source.quantity() + source.tradeId();
            sum += source.instrument() + source.side().ordinal();
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated <= TOLERANCE_BYTES, allocated + " bytes, sum " + sum);
    }

    @Test
    void shouldGenerateWithoutGarbage() {
        try (TradeSource source = new GeneratedTape(Long.MAX_VALUE, 1)) {
            assertAllocatesNothing(source);
        }
    }

    @Test
    void shouldReadFilesWithoutGarbage(@TempDir Path directory) throws IOException {
        byte[] header = Tapes.bytes(Tapes.HEADER);
        byte[] block = block();
        int repeats = 1 + (WARM_UP_TRADES + MEASURED_TRADES) / 10_000;
        Path plain = directory.resolve("plain.csv");
        Path packed = directory.resolve("packed.csv.gz");
        byte[] member = new byte[block.length - header.length];
        System.arraycopy(block, header.length, member, 0, member.length);
        byte[] packedMember = Tapes.gzip(member);
        try (OutputStream toPlain = Files.newOutputStream(plain);
                OutputStream toPacked = Files.newOutputStream(packed)) {
            toPlain.write(header);
            toPacked.write(Tapes.gzip(header));
            for (int i = 0; i < repeats; i++) {
                toPlain.write(member);
                toPacked.write(packedMember);
            }
        }
        for (Path path : List.of(plain, packed)) {
            try (TradeSource source = TapeFile.open(path)) {
                assertAllocatesNothing(source);
            }
        }
    }

    /** As 200 MB of tape need no more memory than one line, neither do 10 GB. */
    @Test
    void shouldReadALongTapeInTheMemoryOfAShortOne() {
        byte[] block = block();
        int headerLength = Tapes.HEADER.length();
        long repeats = 200_000_000 / block.length;
        InputStream endless =
                new InputStream() {
                    private int at;
                    private long round;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        if (at == block.length) {
                            at = headerLength;
                            round++;
                        }
                        if (round == repeats) {
                            return -1;
                        }
                        int count = Math.min(length, block.length - at);
                        System.arraycopy(block, at, target, offset, count);
                        at += count;
                        return count;
                    }
                };
        long trades = 0;
        long before = 0;
        try (TradeSource source = new TapeFile(Tapes.NAME, endless, 256)) {
            while (source.advance()) {
                trades++;
                if (trades == WARM_UP_TRADES) {
                    before = threads.getThreadAllocatedBytes(thread);
                }
            }
        }
        assertEquals(10_000 * repeats, trades);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated <= TOLERANCE_BYTES, allocated + " bytes");
    }
}
