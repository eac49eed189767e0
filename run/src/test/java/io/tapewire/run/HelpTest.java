package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @Test
    void shouldNameEverySubcommand() {
        Cli cli = Cli.run("--help");

        assertEquals(0, cli.status());
        assertEquals("", cli.err());
        for (String name : Tapewire.commandLine(Console.silent(), null).getSubcommands().keySet()) {
            assertTrue(cli.out().contains("\n  " + name + " "), name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "driver", "publish", "subscribe", "journal", "replay", "verify"})
    void shouldExplainEachOptionOfASubcommand(String name) {
        Cli cli = Cli.run(name, "--help");

        assertEquals(0, cli.status());
        assertEquals("", cli.err());
        assertTrue(cli.out().startsWith("Usage: tapewire " + name), cli.out());
        Tapewire.commandLine(Console.silent(), null)
                .getSubcommands()
                .get(name)
                .getCommandSpec()
                .options()
                .forEach(
                        option -> {
                            assertTrue(cli.out().contains(option.longestName()), cli.out());
                            assertTrue(option.description().length > 0, option.longestName());
                        });
        assertTrue(cli.out().lines().allMatch(line -> line.length() <= 80), cli.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish | SECONDS | Default: 10 | Default: 60 | Default: max | 0 to 4294967295",
                "driver | BYTES | Default: 1408 | Default: 4194304 | Default: auto | inline",
                "subscribe | Default: csv | csv, json, stats | Default: 1001 | embedded | SYMBOL",
                "journal | --until-end | 239.192.84.87 | Default: 1001 | embedded | DIR",
                "replay | ISO-8601 | Default: max | Default: csv | N trades/s | sequence",
            })
    void shouldSayUnitsAndDefaults(
            String name, String first, String second, String third, String fourth, String fifth) {
        String help = Cli.run(name, "--help").out().replaceAll("\\s+", " ");

        for (String what : new String[] {first, second, third, fourth, fifth}) {
            assertTrue(help.contains(what), what + " in " + help);
        }
    }

    @Test
    void shouldSayItsVersion() {
        assertEquals("tapewire 0.1.0\n", Cli.run("--version").out());
    }
}
