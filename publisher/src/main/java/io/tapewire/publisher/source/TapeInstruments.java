package io.tapewire.publisher.source;

import io.tapewire.schemas.sbe.InstrumentDefinitionsEncoder.DefinitionsEncoder;
import io.tapewire.schemas.tape.TapeColumn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The instruments of a tape; what is said of one is checked once, when it first appears. */
final class TapeInstruments {
    private final CsvRows rows;
    private final int symbolField;
    private final int venueField;
    private final InstrumentTable table = new InstrumentTable();
    private final List<String> symbols = new ArrayList<>();
    private final List<String> venues = new ArrayList<>();

    /**
     * @param rows whose current row is read
     * @param columns which field holds each {@link TapeColumn}, by ordinal
     */
    TapeInstruments(CsvRows rows, int[] columns) {
        this.rows = rows;
        this.symbolField = columns[TapeColumn.SYMBOL.ordinal()];
        this.venueField = columns[TapeColumn.VENUE.ordinal()];
    }

    /** Number of the row's instrument. */
    int current() {
        int symbolFrom = rows.from(symbolField);
        int symbolTo = rows.to(symbolField);
        int venueFrom = rows.from(venueField);
        int venueTo = rows.to(venueField);
        int known = table.find(rows.bytes(), symbolFrom, symbolTo, venueFrom, venueTo);
        if (known != InstrumentTable.UNKNOWN) {
            return known;
        }
        String symbol = text(TapeColumn.SYMBOL, symbolField, DefinitionsEncoder.symbolLength());
        String venue = text(TapeColumn.VENUE, venueField, DefinitionsEncoder.venueLength());
        if (symbol.isEmpty()) {
            throw rows.error("symbol is empty; every trade names its instrument");
        }
        symbols.add(symbol);
        venues.add(venue);
        return table.add(rows.bytes(), symbolFrom, symbolTo, venueFrom, venueTo);
    }

    int count() {
        return table.count();
    }

    String symbol(int instrument) {
        return symbols.get(instrument);
    }

    String venue(int instrument) {
        return venues.get(instrument);
    }

    private String text(TapeColumn column, int field, int maxLength) {
        int from = rows.from(field);
        int length = rows.to(field) - from;
        if (length > maxLength) {
            throw rows.bad(column, field, "is longer than " + maxLength + " bytes");
        }
        String text;
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(rows.bytes(), from, length);
            text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw rows.bad(column, field, "is not UTF-8 text");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw rows.bad(column, field, "has a control character");
        }
        return text;
    }
}
