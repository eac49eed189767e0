package io.tapewire.run.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ConflatedOutputTest {
    private static final String HEADER =
            "time,symbol,venue,price,quantity,side,trade_id,count,volume,high,low\n";

    /** Takes a write only when allowed to. */
    private static final class Pipe extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final Semaphore allowed = new Semaphore(0);
        private volatile boolean waiting;
        private volatile boolean broken;

        @Override
        public void write(int b) {
            throw new AssertionError("a byte at a time");
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
            waiting = true;
            allowed.acquireUninterruptibly();
            waiting = false;
            if (broken) {
                throw new IOException("Broken pipe");
            }
            written.write(bytes, offset, count);
        }
    }

    private final Pipe pipe = new Pipe();
    private final OutputThread thread = new OutputThread(pipe, StandardOutput.BUFFER_BYTES);
    private final StandardOutput out = new StandardOutput(thread);

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(30), "never");
        }
    }

    private String text() {
        return pipe.written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldKeepTheLatestWhileTheOutputIsSlow() {
        ConflatedOutput output = new ConflatedOutput(CsvOutput.conflated(out), out, thread);
        TradeFeed feed = new TradeFeed(output);
        feed.define(0, "A", "X");
        feed.trade(5, 0, Side.BUY, 1);
        assertEquals(1, output.doWork());
        await(() -> pipe.waiting);
        for (int i = 6; i < 1_000; i++) {
            feed.trade(i, 0, Side.SELL, i);
            feed.trade(i, 7, Side.NONE, i);
            assertEquals(0, output.doWork(), "would wait");
            output.flush();
        }
        pipe.allowed.release(10);
        output.close();

        String price = "101.000000001";
        String first = "5,A,X," + price + ",1.5,B,1,1,1.5," + price + "," + price + "\n";
        String of994 = ",994,1491," + price + "," + price + "\n";
        String last =
                "999,A,X,%s,1.5,S,999%s999,#7,,%s,1.5,,999%s".formatted(price, of994, price, of994);
        assertEquals(HEADER + first + last, text());
    }

    @Test
    void shouldWriteAnObjectALine() {
        ConflatedOutput output = new ConflatedOutput(new JsonOutput(out), out, thread);
        TradeFeed feed = new TradeFeed(output);
        feed.trade(5, 7, Side.BUY, 1);
        feed.trade(6, 7, Side.BUY, 2);
        pipe.allowed.release(10);
        output.close();

        String numbers = "\"trade_id\":2,\"count\":2,\"volume\":3,\"high\":101.000000001,\"low\":";
        List<String> lines = text().lines().toList();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("\"sequence\":2,\"time\":6,"), lines.get(0));
        assertTrue(lines.get(0).endsWith(numbers + "101.000000001}"), lines.get(0));
    }

    @Test
    void shouldTakeMoreInstrumentsThanGoIntoABatch() {
        ConflatedOutput output = new ConflatedOutput(new JsonOutput(out), out, thread);
        TradeFeed feed = new TradeFeed(output);
        for (int i = 0; i < 1_000; i++) {
            feed.trade(i, i, Side.BUY, i);
        }
        pipe.allowed.release(100);
        output.close();

        assertEquals(1_000, text().lines().count());
    }

    @Test
    void shouldTellThatItsReaderHasGone() {
        ConflatedOutput output = new ConflatedOutput(CsvOutput.conflated(out), out, thread);
        pipe.broken = true;
        pipe.allowed.release(10);
        output.flush();
        await(thread::isFree);

        assertThrows(OutputClosedException.class, output::flush);
    }
}
