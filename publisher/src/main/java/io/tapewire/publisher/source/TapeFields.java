package io.tapewire.publisher.source;

import io.tapewire.schemas.Decimal;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.tape.TapeColumn;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Reads the fields of a row as what they stand for. Common numbers take a short path without
 * garbage; whatever that path does not know, errors included, is left to the thorough one.
 */
final class TapeFields {
    private static final int MAX_DIGITS = 19;
    private static final long OTHER = -1;
    private static final Side[] SIDES = new Side[256];
    private static final long[] POWERS_OF_TEN = new long[10];

    static {
        SIDES['B'] = Side.BUY;
        SIDES['S'] = Side.SELL;
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final CsvRows rows;
    private final int time;
    private final int price;
    private final int quantity;
    private final int side;
    private final int tradeId;

    /**
     * @param rows whose current row is read
     * @param columns which field holds each {@link TapeColumn}, by ordinal
     */
    TapeFields(CsvRows rows, int[] columns) {
        this.rows = rows;
        this.time = columns[TapeColumn.TIME.ordinal()];
        this.price = columns[TapeColumn.PRICE.ordinal()];
        this.quantity = columns[TapeColumn.QUANTITY.ordinal()];
        this.side = columns[TapeColumn.SIDE.ordinal()];
        this.tradeId = columns[TapeColumn.TRADE_ID.ordinal()];
    }

    long timeNs() {
        long value = integer(rows.bytes(), rows.from(time), rows.to(time));
        return value >= 0 ? value : otherTime();
    }

    long price() {
        return decimal(TapeColumn.PRICE, price, Decimal.PRICE_DECIMALS);
    }

    long quantity() {
        return decimal(TapeColumn.QUANTITY, quantity, Decimal.QUANTITY_DECIMALS);
    }

    Side side() {
        int from = rows.from(side);
        int length = rows.to(side) - from;
        if (length == 0) {
            return Side.NONE;
        }
        // A look-up: no processor guesses which side comes next.
        Side known = length == 1 ? SIDES[rows.bytes()[from] & 0xff] : null;
        if (known == null) {
            throw rows.bad(TapeColumn.SIDE, side, "is unknown; use B, S or nothing");
        }
        return known;
    }

    long tradeId() {
        int from = rows.from(tradeId);
        int to = rows.to(tradeId);
        if (from == to) {
            return TradeSource.NO_TRADE_ID;
        }
        byte[] bytes = rows.bytes();
        if (bytes[from] != '-') {
            long value = integer(bytes, from, to);
            return value >= 0 ? value : otherTradeId();
        }
        long magnitude = integer(bytes, from + 1, to);
        return magnitude >= 0 ? -magnitude : otherTradeId();
    }

    /** A number of digits alone; negative for whatever else. */
    private static long integer(byte[] bytes, int from, int to) {
        int at = from;
        long value = 0;
        if (to - from > MAX_DIGITS || to == from) {
            return OTHER;
        }
        for (; to - at > Long.BYTES; at += Long.BYTES) {
            long word = Bytes.word(bytes, at);
            if (!Bytes.isEightDigits(word)) {
                return OTHER;
            }
            value = value * 100_000_000 + Bytes.eightDigits(word);
        }
        long last = Bytes.lastDigits(Bytes.word(bytes, at), to - at);
        // Nineteen digits fit 64 bits without a sign, so what overflowed is negative.
        return Bytes.isEightDigits(last)
                ? value * POWERS_OF_TEN[to - at] + Bytes.eightDigits(last)
                : OTHER;
    }

    private long decimal(TapeColumn column, int field, int decimals) {
        int from = rows.from(field);
        int length = rows.to(field) - from;
        if (length == 0 || length > Long.BYTES) {
            return otherDecimal(column, field, decimals);
        }
        long digits = Bytes.lastDigits(Bytes.word(rows.bytes(), from), length);
        long points = Bytes.matches(digits, (byte) '.');
        int scale = decimals;
        if (points != 0) {
            int point = Long.numberOfTrailingZeros(points) >>> 3;
            int last = Long.BYTES - 1;
            if (point == Long.BYTES - length || point == last) {
                return otherDecimal(column, field, decimals);
            }
            digits = Bytes.withoutByte(digits, point);
            scale -= last - point;
        }
        return Bytes.isEightDigits(digits)
                ? Bytes.eightDigits(digits) * POWERS_OF_TEN[scale]
                : otherDecimal(column, field, decimals);
    }

    private long otherDecimal(TapeColumn column, int field, int decimals) {
        long value = Decimal.parse(rows.bytes(), rows.from(field), rows.to(field), decimals);
        if (value == Decimal.NOT_A_NUMBER) {
            throw rows.bad(column, field, "is not a decimal number");
        }
        if (value == Decimal.TOO_MANY_DECIMALS) {
            throw rows.bad(column, field, "has more than " + decimals + " decimals");
        }
        if (value == Decimal.OUT_OF_RANGE) {
            long greatest = Long.MAX_VALUE / POWERS_OF_TEN[decimals];
            throw rows.bad(column, field, "is out of range; the greatest is about " + greatest);
        }
        return value;
    }

    private long otherTime() {
        String text = text(time);
        if (isInteger(text)) {
            return otherInteger(TapeColumn.TIME, time, text);
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (DateTimeException e) {
            throw rows.bad(
                    TapeColumn.TIME,
                    time,
                    "is neither ns since the epoch nor like 2024-08-09T11:47:35.342Z");
        } catch (ArithmeticException e) {
            throw rows.bad(TapeColumn.TIME, time, "is out of range; times go from 1677 to 2262");
        }
    }

    private long otherTradeId() {
        String text = text(tradeId);
        if (!isInteger(text)) {
            throw rows.bad(TapeColumn.TRADE_ID, tradeId, "is not an integer");
        }
        long value = otherInteger(TapeColumn.TRADE_ID, tradeId, text);
        if (value == TradeSource.NO_TRADE_ID) {
            throw rows.bad(TapeColumn.TRADE_ID, tradeId, "is out of range; it stands for no id");
        }
        return value;
    }

    private long otherInteger(TapeColumn column, int field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw rows.bad(column, field, "is out of range; it must fit 64 bits");
        }
    }

    private static boolean isInteger(String text) {
        return text.matches("-?[0-9]+");
    }

    private String text(int field) {
        int from = rows.from(field);
        return new String(rows.bytes(), from, rows.to(field) - from, StandardCharsets.UTF_8);
    }
}
