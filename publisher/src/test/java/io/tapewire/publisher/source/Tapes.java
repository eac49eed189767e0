package io.tapewire.publisher.source;

import io.tapewire.schemas.Side;
import io.tapewire.schemas.tape.TapeColumn;
import io.tapewire.schemas.tape.TapeLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes tapes for tests and reads them to the end. */
final class Tapes {
    static final String NAME = "t.csv";
    static final String HEADER = TapeColumn.HEADER + "\n";

    private static final int BUFFER = 64 * 1024;

    private Tapes() {}

    record Trade(
            long timeNs,
            String symbol,
            String venue,
            long price,
            long quantity,
            Side side,
            long tradeId) {
        Trade with(String otherSymbol, long otherPrice, Side otherSide, long otherTradeId) {
            return new Trade(
                    timeNs, otherSymbol, venue, otherPrice, quantity, otherSide, otherTradeId);
        }
    }

    static List<Trade> read(String tape) {
        return read(tape.getBytes(StandardCharsets.UTF_8));
    }

    static List<Trade> read(byte[] tape) {
        return read(new ByteArrayInputStream(tape), BUFFER);
    }

    static List<Trade> read(InputStream in, int bufferLength) {
        List<Trade> trades = new ArrayList<>();
        readInto(trades, in, bufferLength);
        return trades;
    }

    /** Keeps what came before an error. */
    static void readInto(List<Trade> trades, InputStream in, int bufferLength) {
        try (TradeSource source = new TapeFile(NAME, TapeInput.unpacked(in), bufferLength)) {
            while (source.advance()) {
                trades.add(current(source));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trade current(TradeSource source) {
        return new Trade(
                source.timeNs(),
                source.symbol(source.instrument()),
                source.venue(source.instrument()),
                source.price(),
                source.quantity(),
                source.side(),
                source.tradeId());
    }

    static byte[] write(List<Trade> trades) {
        ByteArrayOutputStream tape = new ByteArrayOutputStream();
        TapeLine line = new TapeLine();
        tape.writeBytes(TapeLine.header());
        for (Trade trade : trades) {
            int length =
                    line.format(
                            trade.timeNs,
                            trade.symbol.getBytes(StandardCharsets.UTF_8),
                            trade.venue.getBytes(StandardCharsets.UTF_8),
                            trade.price,
                            trade.quantity,
                            trade.side,
                            trade.tradeId);
            tape.write(line.bytes(), 0, length);
        }
        return tape.toByteArray();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Hands out at most so many bytes at a time, as a pipe may. */
    static InputStream trickle(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(most, length));
            }
        };
    }
}
