package io.tapewire.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.WireFormatPage.Example;
import io.tapewire.schemas.WireFormatPage.Layout;
import io.tapewire.schemas.WireFormatPage.Row;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/wire-format.md true: its examples and its tables against the codecs. */
class WireFormatPageTest {
    private static final String[] TEMPLATES = {
        "trades",
        "definitions",
        "heartbeat",
        "session-end",
        "recovery-source",
        "recovery-request",
        "recovery-end"
    };

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(SampleFrames.MAX_LENGTH, 64));
    private WireFormatPage page;

    @BeforeEach
    void findThePage() throws IOException {
        page = WireFormatPage.find();
    }

    static String[] templates() {
        return TEMPLATES;
    }

    @Test
    void shouldShowAFrameOfEveryTemplate() {
        assertEquals(Set.of(TEMPLATES), page.examples().keySet());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldSayWhatTheBytesHold(String name) {
        Example example = page.examples().get(name);
        int end = 0;
        for (Row row : example.rows()) {
            assertEquals(end, row.layout().offset(), row.toString());
            end += row.layout().size();
            assertEquals(row.value(), valueAt(example.frame(), row.layout()), row.toString());
            if (row.layout().name().endsWith(".price")) {
                assertEquals(row.note(), decimal(row.value(), Decimal.PRICE_DECIMALS));
            } else if (row.layout().name().endsWith(".quantity")) {
                assertEquals(row.note(), decimal(row.value(), Decimal.QUANTITY_DECIMALS));
            }
        }
        assertEquals(example.frame().length, end);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldShowWhatTheEncodersWrite(String name) {
        Example example = page.examples().get(name);
        Map<String, String> values = values(example);
        int length = new ExampleEncoder(buffer, values).encode();
        assertArrayEquals(example.frame(), SampleFrames.bytes(buffer, length));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldShowWhatTheDecodersRead(String name) {
        Example example = page.examples().get(name);
        Map<String, String> values = values(example);
        buffer.putBytes(0, example.frame());
        FrameDecoder decoder = new FrameDecoder();
        assertEquals(FrameStatus.OK, decoder.wrap(buffer, 0, example.frame().length));
        assertEquals(values.get("blockLength"), String.valueOf(decoder.blockLength()));
        assertEquals(values.get("templateId"), String.valueOf(decoder.templateId()));
        assertEquals(values.get("version"), String.valueOf(decoder.version()));
        FrameFields.of(decoder)
                .forEach(
                        (field, value) -> assertEquals(values.get(field), value.toString(), field));
        int unread = values.containsKey("itemLength") ? 7 : 5;
        assertEquals(values.size() - unread, FrameFields.of(decoder).size());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldLayTheFieldsOutAsTheTablesSay(String name) {
        List<Layout> expected = new ArrayList<>();
        expected.addAll(page.table("Message header"));
        expected.addAll(page.table("Prefix"));
        switch (name) {
            case "trades" -> addItems(expected, "Trade", "trades", 40);
            case "definitions" -> addItems(expected, "Definition", "definitions", 52);
            case "heartbeat" -> expected.addAll(page.table("Heartbeat"));
            case "session-end" -> expected.addAll(page.table("Session end"));
            case "recovery-source" -> expected.addAll(page.table("Recovery source"));
            case "recovery-request" -> expected.addAll(page.table("Recovery request"));
            default -> expected.addAll(page.table("Recovery end"));
        }
        assertEquals(expected, page.examples().get(name).rows().stream().map(Row::layout).toList());
    }

    private void addItems(List<Layout> expected, String heading, String group, int itemLength) {
        expected.addAll(page.table("Group head"));
        for (int i = 0; i < 2; i++) {
            int start = MessageHeaderDecoder.ENCODED_LENGTH + 36 + 4 + i * itemLength;
            String item = group + "[" + i + "].";
            page.table(heading).forEach(field -> expected.add(field.movedTo(start, item)));
        }
    }

    private static Map<String, String> values(Example example) {
        Map<String, String> values = new HashMap<>();
        example.rows().forEach(row -> values.put(row.layout().name(), row.value()));
        return values;
    }

    private static String valueAt(byte[] frame, Layout field) {
        ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int at = field.offset();
        return switch (field.type() + " of " + field.size()) {
            case "uint8 of 1" -> String.valueOf(Byte.toUnsignedInt(bytes.get(at)));
            case "uint16 of 2" -> String.valueOf(Short.toUnsignedInt(bytes.getShort(at)));
            case "uint32 of 4" -> Integer.toUnsignedString(bytes.getInt(at));
            case "int32 of 4" -> String.valueOf(bytes.getInt(at));
            case "int64 of 8" -> String.valueOf(bytes.getLong(at));
            case "char of 16", "char of 32", "char of 128" ->
                    new String(frame, at, field.size(), UTF_8).replaceFirst("\0+$", "");
            default -> throw new AssertionError(field);
        };
    }

    private static String decimal(String mantissa, int decimals) {
        byte[] text = new byte[Decimal.MAX_TEXT_LENGTH];
        int end = Decimal.format(Long.parseLong(mantissa), decimals, text, 0);
        return new String(text, 0, end, UTF_8);
    }
}
