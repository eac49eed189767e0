package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong argument gets one sentence that says what is wrong, and nothing is started. */
class WrongUseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | Unmatched argument at index 0: 'frobnicate'",
                "publish | Missing required argument (specify one of these)",
                "publish --tape | Missing required parameter for option '--tape'",
                "publish --tape a --generate 5 | mutually exclusive",
                "publish --generate many | 'many' is not a long",
                "publish --generate -5 | A tape of -5 trades",
                "publish --generate 5 --pace fast | The pace \"fast\" is none",
                "publish --generate 5 --pace 0/s | The pace \"0/s\" is none",
                "publish --generate 5 --feed -1 | '-1' is no feed id",
                "publish --generate 5 --feed 4294967296 | '4294967296' is no feed id",
                "publish --generate 5 --stream x | 'x' is not an int",
                "publish --generate 5 --max-wait -1 | '-1' is no time",
                "publish --generate 5 --wait-for-subscriber -0.5 | '-0.5' is no time",
                "publish --generate 5 --settle NaN | 'NaN' is no time",
                "publish --generate 5 --max-wait 1e99 | '1e99' is no time",
                "publish --generate 5 --channel foo | \"foo\" is no Aeron channel",
                "subscribe --channel udp://a | \"udp://a\" is no Aeron channel",
                "subscribe --format xml | expected one of [csv, json, stats]",
                "subscribe --when-slow conflate --format stats | give --format csv or json",
                "subscribe --tape a | Unknown options: '--tape', 'a'",
                "journal | Missing required option: '--dir=DIR'",
                "replay | Missing required option: '--dir=DIR'",
                "replay --dir . --from yesterday | 'yesterday' is neither a sequence nor a time",
                "replay --dir . --to 2024-08-09 | '2024-08-09' is neither a sequence nor a time",
                "replay --dir . --from 10 --to 9 | --from 10 is after --to 9",
                "replay --dir . --symbols A,,B | A symbol of --symbols is empty",
                "subscribe --symbols= | A symbol of --symbols is empty",
                "driver --layout odd | expected one of [AUTO, INLINE, SHARED, DEDICATED]",
                "driver --idle odd | expected one of [AUTO, SPIN, BACKOFF]",
                "driver --pin sender | 'sender' is not role=cpu",
                "driver --pin cook=1 | 'cook' is no role",
                "driver --pin sender=99999 | may not run on CPU 99999",
                "driver --term-length 7 | Term length 7 is not a power of two",
                "driver --mtu 1400 | MTU 1400 is not a multiple of 32",
            })
    void shouldSayWhatIsWrong(String args, String sentence) {
        Cli cli = Cli.run(args.split(" "));

        assertEquals(Tapewire.WRONG_USE, cli.status(), cli.err());
        assertEquals("", cli.out());
        assertEquals(2, cli.errLines().size(), cli.err());
        assertTrue(cli.errLines().get(0).startsWith("tapewire: "), cli.err());
        assertFalse(cli.errLines().get(0).contains("Error:"), cli.err());
        assertTrue(cli.errLines().get(0).contains(sentence), cli.err());
        assertTrue(cli.errLines().get(1).matches("tapewire: see tapewire.* --help"), cli.err());
    }

    @Test
    void shouldAskForASubcommand() {
        Cli cli = Cli.run();

        assertEquals(Tapewire.WRONG_USE, cli.status());
        assertEquals("tapewire: Missing required subcommand", cli.errLines().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish --driver embedded --tape DIR/absent.csv | absent.csv: there is no such file",
                "publish --driver embedded --tape DIR | this is a directory; name a tape file",
                "subscribe --driver DIR/absent | There is no driver to attach to at DIR/absent",
                "subscribe --driver DIR | There is no driver to attach to at DIR",
                "journal --dir DIR/file --driver embedded | DIR/file is not a directory",
                "journal --dir DIR --driver embedded | holds other files and no journal",
                "replay --dir DIR/absent | There is no directory DIR/absent",
                "replay --dir DIR | The directory DIR holds no journal",
                "driver --dir DIR | holds 'file', which no driver put there",
            })
    void shouldSayWhatFailed(String args, String sentence, @TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("file"), "hello");
        Cli cli = Cli.run(args.replace("DIR", dir.toString()).split(" "));

        assertEquals(Tapewire.FAILED, cli.status(), cli.err());
        assertEquals("", cli.out());
        List<String> said = cli.err().lines().filter(l -> l.startsWith("tapewire: ")).toList();
        assertEquals(1, said.size(), cli.err());
        assertTrue(said.get(0).contains(sentence.replace("DIR", dir.toString())), cli.err());
        assertFalse(cli.err().contains("\tat "), cli.err());
        assertEquals("hello", Files.readString(dir.resolve("file")), "touched");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "aeron:udp?endpoint=localhost ! port is required",
                "aeron:udp?endpoint=127.0.0.1:99999 ! port out of range",
                "aeron:udp?endpoint=no.such.host.invalid:4000 ! unresolved",
                "aeron:tcp?endpoint=127.0.0.1:4000 ! only supports UDP media",
                "aeron:udp?endpoint=239.1.2.3:4000|interface=10.99.99.1 ! Unable to find",
                "aeron:udp?endpoint=239.1.2.4:4000|interface=127.0.0.1 ! multicast data address must be odd",
            })
    void shouldSayWhyTheDriverRefusesAChannel(String channel, String why) {
        for (String args : List.of("subscribe", "publish --generate 5")) {
            Cli cli = Cli.run((args + " --driver embedded --channel " + channel).split(" "));

            assertEquals(Tapewire.FAILED, cli.status(), cli.err());
            assertEquals(2, cli.errLines().size(), cli.err());
            assertTrue(cli.errLines().get(0).contains("embedded driver at"), cli.err());
            String said = cli.errLines().get(1);
            assertTrue(said.startsWith("tapewire: The media driver refuses " + channel), said);
            assertTrue(said.contains(why), said);
            assertFalse(said.contains("Exception"), said);
        }
    }
}
