package io.tapewire.publisher.source;

import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.tape.TapeColumn;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Splits CSV (RFC 4180) into rows of fields, in one buffer that bounds the length of a row.
 *
 * <p>A regular row, which has as many fields as the header and no quotes, is handed out where it
 * lies; any other is read byte by byte and copied without its quotes.
 */
final class CsvRows {
    static final int MAX_COLUMNS = 1024;

    private static final int END = -1;

    private final String name;
    private final InputStream in;
    private final int capacity;
    private final byte[] buffer;
    private final SeparatorIndex index;
    private final byte[] copy;
    private final int[] copySeparators = new int[MAX_COLUMNS + 1];

    /** Entry of the index that stands before the next row. */
    private int nextRow;

    private int position;
    private int limit;
    private boolean ended;
    private long lineNumber = 1;
    private long nextLineNumber = 1;
    private int columnCount;

    /** Field k of the row lies between the separators first + k and first + k + 1 of the bytes. */
    private byte[] bytes;

    private int[] separators;
    private int first;
    private int fieldCount;

    /**
     * @param name of the tape, for messages
     * @param in whose end is the end of the last row
     * @param capacity length of the longest row
     */
    CsvRows(String name, InputStream in, int capacity) {
        this.name = name;
        this.in = in;
        this.capacity = capacity;
        this.buffer = new byte[capacity + Bytes.PADDING];
        this.index = new SeparatorIndex(capacity);
        this.copy = new byte[capacity + 1 + Bytes.PADDING];
        index.build(buffer, 0);
    }

    /** Checks that what follows is text, and moves to the header row; false where there is none. */
    boolean nextHeader() {
        while (limit < TextCheck.MIN_LENGTH && !ended) {
            fill();
        }
        position = TextCheck.textStart(this, buffer, limit);
        boolean exists = next();
        columnCount = fieldCount;
        return exists;
    }

    /**
     * Moves to the next row.
     *
     * @return false at the end
     */
    boolean next() {
        lineNumber = nextLineNumber;
        while (nextRow + columnCount >= index.count() && !ended && !isFull()) {
            fill();
        }
        if (isRegular()) {
            takeRegular();
            return true;
        }
        if (peek(0) == END) {
            return false;
        }
        takeOther();
        return true;
    }

    private boolean isRegular() {
        int last = nextRow + columnCount;
        if (columnCount == 0 || last >= index.count()) {
            return false;
        }
        int[] positions = index.positions();
        int differences = buffer[positions[last]] ^ '\n';
        for (int i = nextRow + 1; i < last; i++) {
            differences |= buffer[positions[i]] ^ ',';
        }
        return differences == 0;
    }

    private void takeRegular() {
        bytes = buffer;
        separators = index.positions();
        separators[nextRow] = position - 1;
        first = nextRow;
        fieldCount = columnCount;
        nextRow += columnCount;
        nextLineNumber++;
        int end = separators[nextRow];
        position = end + 1;
        if (end > from(columnCount - 1) && buffer[end - 1] == '\r') {
            separators[nextRow] = end - 1;
        }
    }

    private void takeOther() {
        bytes = copy;
        separators = copySeparators;
        separators[0] = -1;
        first = 0;
        fieldCount = 0;
        int offset = 0;
        int length = 0;
        int c;
        do {
            if (peek(offset) == '"') {
                for (c = peek(++offset); c != '"' || peek(++offset) == '"'; c = peek(++offset)) {
                    if (c == END) {
                        throw error("a quoted field that begins in this line is not closed");
                    }
                    nextLineNumber += c == '\n' ? 1 : 0;
                    copy[length++] = (byte) c;
                }
                offset += endsInCarriageReturn(offset) ? 1 : 0;
                c = peek(offset++);
                if (c != ',' && c != '\n' && c != END) {
                    throw error("after a closing quote there is neither comma nor line end");
                }
            } else {
                for (c = peek(offset++); c != ',' && c != '\n' && c != END; c = peek(offset++)) {
                    if (c == '"') {
                        throw error("there is a quote inside a field that does not begin with one");
                    }
                    if (!endsInCarriageReturn(offset - 1)) {
                        copy[length++] = (byte) c;
                    }
                }
            }
            separators[Math.min(++fieldCount, MAX_COLUMNS)] = length;
            copy[length++] = ',';
        } while (c == ',');
        nextLineNumber++;
        skipTo(Math.min(position + offset, limit));
    }

    private void skipTo(int target) {
        position = target;
        while (nextRow + 1 < index.count() && index.positions()[nextRow] < position - 1) {
            nextRow++;
        }
    }

    private boolean endsInCarriageReturn(int offset) {
        return peek(offset) == '\r' && (peek(offset + 1) == '\n' || peek(offset + 1) == END);
    }

    private int peek(int offset) {
        while (position + offset >= limit) {
            if (ended) {
                return END;
            }
            if (isFull()) {
                throw error(
                        "the line is longer than %d bytes; is a quote left open?"
                                .formatted(capacity));
            }
            fill();
        }
        return buffer[position + offset] & 0xff;
    }

    private boolean isFull() {
        return limit - position == capacity;
    }

    private void fill() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int count = read();
        ended = count < 0;
        limit += Math.max(0, count);
        index.build(buffer, limit);
        nextRow = 0;
    }

    private int read() {
        try {
            return in.read(buffer, limit, capacity - limit);
        } catch (EOFException e) {
            String whole =
                    lineNumber == 1
                            ? "no line of it is whole"
                            : "the last whole line is " + (lineNumber - 1);
            throw error("the gzip file is cut short (" + whole + "); get it again", e);
        } catch (ZipException e) {
            throw error("the gzip file is corrupt: " + e.getMessage() + "; get it again", e);
        } catch (IOException e) {
            throw error("the file cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the row is a line without a byte and only such lines follow. */
    boolean isBlankToTheEnd() {
        if (fieldCount > 1 || from(0) != to(0)) {
            return false;
        }
        int c = peek(0);
        while (c == '\n' || c == '\r') {
            skipTo(position + 1);
            c = peek(0);
        }
        return c == END;
    }

    int fieldCount() {
        return fieldCount;
    }

    /** Holds the row's fields; words of it may be read past the end of a field. */
    byte[] bytes() {
        return bytes;
    }

    int from(int field) {
        return separators[first + field] + 1;
    }

    int to(int field) {
        return separators[first + field + 1];
    }

    String excerpt(int field) {
        return Bytes.excerpt(bytes, from(field), to(field));
    }

    TapewireException bad(TapeColumn column, int field, String problem) {
        return error(column.text() + " " + excerpt(field) + " " + problem);
    }

    TapewireException error(String problem) {
        return error(problem, null);
    }

    private TapewireException error(String problem, Throwable cause) {
        return new TapewireException(place() + ": " + problem, cause);
    }

    /** File and line. */
    String place() {
        return name + ":" + lineNumber;
    }
}
