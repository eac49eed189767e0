package io.tapewire.publisher.source;

import io.tapewire.schemas.tape.TapeColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds a tape's columns by the names in its header row. */
final class TapeHeader {
    private TapeHeader() {}

    /**
     * @param rows at the header row
     * @return which field holds each {@link TapeColumn}, by ordinal
     */
    static int[] columns(CsvRows rows) {
        int count = rows.fieldCount();
        if (count > CsvRows.MAX_COLUMNS) {
            throw rows.error("the header has more than " + CsvRows.MAX_COLUMNS + " columns");
        }
        String[] names = new String[count];
        Set<String> seen = new HashSet<>();
        for (int field = 0; field < count; field++) {
            int from = rows.from(field);
            names[field] =
                    new String(rows.bytes(), from, rows.to(field) - from, StandardCharsets.UTF_8);
            if (!seen.add(names[field])) {
                throw rows.error("the header has the column " + rows.excerpt(field) + " twice");
            }
        }
        return columns(rows, Arrays.asList(names));
    }

    private static int[] columns(CsvRows rows, List<String> names) {
        String missing =
                Arrays.stream(TapeColumn.values())
                        .map(TapeColumn::text)
                        .filter(text -> !names.contains(text))
                        .collect(Collectors.joining("', '"));
        if (!missing.isEmpty()) {
            throw rows.error(
                    "the header has no column '%s'; a tape has %s"
                            .formatted(missing, TapeColumn.HEADER));
        }
        return Arrays.stream(TapeColumn.values())
                .mapToInt(column -> names.indexOf(column.text()))
                .toArray();
    }
}
