package io.tapewire.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The program that the README shows is one that was compiled and run. */
class ReadmeTest {
    private static final String SOURCE =
            "latency-tests/src/test/java/io/tapewire/latency/EmbeddedExample.java";
    private static final Pattern REGION =
            Pattern.compile("(?s)// tag::embedded\\[]\n(.*?)\\s*// end::embedded\\[]");
    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void shouldShowTheProgramThatIsTested() throws Exception {
        assertEquals(
                only(REGION, Project.read(SOURCE)).stripIndent().strip(),
                only(JAVA_BLOCK, Project.read("README.md")).strip());
    }

    @Test
    void shouldShowAProgramThatWorks() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EmbeddedExample.run(new PrintStream(out, true, UTF_8));
        assertEquals("BTC-USD@COINBASE 67250250000000\ngaps: 0\n", out.toString(UTF_8));
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertEquals(1, matcher.results().count(), pattern.pattern());
        matcher.reset();
        return matcher.find() ? matcher.group(1) : "";
    }
}
