package io.tapewire.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The worked examples and the tables of docs/wire-format.md. */
final class WireFormatPage {
    /** A field as the page lays it out. */
    record Layout(int offset, int size, String type, String name) {
        Layout movedTo(int start, String prefix) {
            return new Layout(start + offset, size, type, prefix + name);
        }
    }

    /** A field of an example: where it is, and what it holds. */
    record Row(Layout layout, String value, String note) {}

    /** A frame of the page, as bytes and field by field. */
    record Example(byte[] frame, List<Row> rows) {}

    private static final Pattern HEX = Pattern.compile("(?s)```hex (\\S+)\n(.*?)```");
    private static final Pattern FIELDS = Pattern.compile("(?s)```fields (\\S+)\n.*?\n(.*?)```");
    private static final Pattern ROW =
            Pattern.compile("(?m)^ *(\\d+) +(\\d+) +(\\w+) +(\\S+) +(\\S+) *(.*)$");
    private static final Pattern TABLE = Pattern.compile("(?s)### ([^\n]+)\n(.*?)(?=\n##|\\z)");
    private static final Pattern TABLE_ROW =
            Pattern.compile("(?m)^\\| *(\\d+) \\| *(\\d+) \\| (\\w+) *\\| `(\\w+)` *\\|");

    private final String text;

    private WireFormatPage(String text) {
        this.text = text;
    }

    /** Finds the page above the directory that the tests run in. */
    static WireFormatPage find() throws IOException {
        Path directory = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/wire-format.md"))) {
            directory = directory.getParent();
        }
        return new WireFormatPage(Files.readString(directory.resolve("docs/wire-format.md")));
    }

    Map<String, Example> examples() {
        Map<String, byte[]> frames = new TreeMap<>();
        HEX.matcher(text).results().forEach(m -> frames.put(m.group(1), bytes(m.group(2))));
        Map<String, Example> examples = new TreeMap<>();
        FIELDS.matcher(text)
                .results()
                .forEach(
                        m ->
                                examples.put(
                                        m.group(1),
                                        new Example(frames.remove(m.group(1)), rows(m.group(2)))));
        if (!frames.isEmpty()) {
            throw new AssertionError("Examples without fields: " + frames.keySet());
        }
        return examples;
    }

    /** The rows of the table under a heading. */
    List<Layout> table(String heading) {
        return TABLE.matcher(text)
                .results()
                .filter(m -> m.group(1).equals(heading))
                .flatMap(m -> TABLE_ROW.matcher(m.group(2)).results())
                .map(WireFormatPage::layout)
                .toList();
    }

    private static byte[] bytes(String dump) {
        StringBuilder hex = new StringBuilder();
        dump.lines().forEach(line -> hex.append(line.substring(4).replace(" ", "")));
        return HexFormat.of().parseHex(hex);
    }

    private static List<Row> rows(String block) {
        List<Row> rows = new ArrayList<>();
        ROW.matcher(block)
                .results()
                .forEach(m -> rows.add(new Row(layout(m), m.group(5), m.group(6))));
        if (rows.size() != block.lines().count()) {
            throw new AssertionError("Not every line is a field:\n" + block);
        }
        return rows;
    }

    private static Layout layout(MatchResult row) {
        int offset = Integer.parseInt(row.group(1));
        return new Layout(offset, Integer.parseInt(row.group(2)), row.group(3), row.group(4));
    }
}
