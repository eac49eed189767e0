package io.tapewire.publisher.source;

import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.tape.TapeColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A tape: a CSV file with a header row that names the columns of {@link TapeColumn}, in any order,
 * among others that are passed over. Plain or as gzip, which its first bytes tell, not its name.
 *
 * <p>It is read as a stream through buffers of a fixed size: a large tape needs no more memory than
 * a small one, except for its instruments. Line ends are LF or CRLF; fields may be quoted; a byte
 * order mark and empty lines at the end are passed over. Whatever is not a whole trade, read
 * exactly, is an error that names file and line; nothing is rounded, guessed or skipped.
 */
public final class TapeFile implements TradeSource {
    private static final int MAX_LINE_LENGTH = 64 * 1024;

    private final InputStream in;
    private final CsvRows rows;
    private final TapeFields fields;
    private final TapeInstruments instruments;
    private final int columnCount;

    private long timeNs;
    private int instrument;
    private long price;
    private long quantity;
    private Side side;
    private long tradeId;

    TapeFile(String name, InputStream in, int maxLineLength) {
        this.in = in;
        this.rows = new CsvRows(name, in, maxLineLength);
        if (!rows.nextHeader() || rows.isBlankToTheEnd()) {
            throw new TapewireException(
                    "%s:1: the tape is empty: a header row %s is needed"
                            .formatted(name, TapeColumn.HEADER));
        }
        int[] columns = TapeHeader.columns(rows);
        this.columnCount = rows.fieldCount();
        this.fields = new TapeFields(rows, columns);
        this.instruments = new TapeInstruments(rows, columns);
    }

    /**
     * Opens a tape and reads its header row.
     *
     * @param path of a file, or of anything that can be read from start to end
     * @return the tape, before its first trade; to be closed
     * @throws TapewireException where there is no such file, or it does not begin as a tape does
     */
    public static TapeFile open(Path path) {
        InputStream in = TapeInput.open(path);
        try {
            return new TapeFile(path.toString(), in, MAX_LINE_LENGTH);
        } catch (TapewireException e) {
            close(in);
            throw e;
        }
    }

    @Override
    public boolean advance() {
        if (!rows.next()) {
            return false;
        }
        if (rows.fieldCount() != columnCount) {
            if (rows.isBlankToTheEnd()) {
                return false;
            }
            throw rows.error(
                    "the line has %d fields, the header has %d"
                            .formatted(rows.fieldCount(), columnCount));
        }
        timeNs = fields.timeNs();
        instrument = instruments.current();
        price = fields.price();
        quantity = fields.quantity();
        side = fields.side();
        tradeId = fields.tradeId();
        return true;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public int instrument() {
        return instrument;
    }

    @Override
    public long price() {
        return price;
    }

    @Override
    public long quantity() {
        return quantity;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public long tradeId() {
        return tradeId;
    }

    @Override
    public int instrumentCount() {
        return instruments.count();
    }

    @Override
    public String symbol(int number) {
        return instruments.symbol(number);
    }

    @Override
    public String venue(int number) {
        return instruments.venue(number);
    }

    @Override
    public String place() {
        return rows.place();
    }

    @Override
    public void close() {
        close(in);
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
            return;
        }
    }
}
