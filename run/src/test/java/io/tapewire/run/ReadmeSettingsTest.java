package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.DriverSettings;
import io.tapewire.journal.JournalSettings;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.subscriber.RepairSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The README's settings table says what the commands and the settings in code say. */
class ReadmeSettingsTest {
    private static final int MOST_SETTINGS = 28;
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");
    // But those of latency, which is not seen from here.
    private static final Pattern COMMAND_LINE =
            Pattern.compile("(?m)^run/tapewire( (?!latency)[^>&#\n]*)");
    private static final Set<String> UNSAID = Set.of("null", "", "[]", "false");
    private static final Map<String, Object> IN_CODE =
            Map.of(
                    "PublisherSettings.maxWaitNs", PublisherSettings.DEFAULT.maxWaitNs(),
                    "PublisherSettings.heartbeatIntervalNs",
                            PublisherSettings.DEFAULT.heartbeatIntervalNs(),
                    "PublisherSettings.ringBytes", PublisherSettings.DEFAULT.ringBytes(),
                    "RepairSettings.holdBytes", RepairSettings.DEFAULT.holdBytes(),
                    "RepairSettings.patienceNs", RepairSettings.DEFAULT.patienceNs(),
                    "JournalSettings.roll", JournalSettings.defaults().roll(),
                    "JournalSettings.reserveBytes", JournalSettings.defaults().reserveBytes());

    private final Shutdown shutdown = new Shutdown();
    private final CommandLine tapewire = Tapewire.commandLine(Console.silent(), shutdown);
    private String readme;
    private List<Row> rows;

    /** A row of the table: a default in code style is literal, a default in words is no value. */
    private record Row(List<String> names, List<String> defaults, List<String> commands) {
        static Row parse(String line) {
            String[] cells = line.substring(1).split("(?<!\\\\)\\|");
            return new Row(literals(cells[0]), literals(cells[1]), literals(cells[3]));
        }

        String option() {
            return names.get(0).startsWith("--") ? names.get(0) : null;
        }
    }

    @BeforeEach
    void readTheTable() throws IOException {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("run/tapewire"))) {
            dir = dir.getParent();
        }
        readme = Files.readString(dir.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## Settings"));
        rows = section.lines().filter(line -> line.startsWith("| `")).map(Row::parse).toList();
    }

    @AfterEach
    void close() {
        shutdown.close();
    }

    @Test
    void shouldHaveEachOptionWithItsDefault() {
        for (Row row : rows) {
            for (String command : row.commands()) {
                OptionSpec option = options(command).findOption(row.option());
                assertTrue(option != null, command + " has no " + row.option());
                String real = real(option.defaultValueString());
                String said = row.defaults().isEmpty() ? null : row.defaults().get(0);
                String where = command + " " + row.option() + " is " + real + ", not " + said;
                assertTrue(
                        said == null ? UNSAID.contains(real) : said.equalsIgnoreCase(real), where);
            }
        }
    }

    @Test
    void shouldHaveEachSettingOfTheCodeWithItsDefault() {
        Set<String> found = new TreeSet<>();
        for (Row row : rows) {
            String last = row.names().get(row.names().size() - 1);
            if (IN_CODE.containsKey(last)) {
                found.add(last);
                String said = row.defaults().get(row.defaults().size() - 1);
                assertEquals(IN_CODE.get(last).toString(), said, last);
            } else {
                assertEquals(1, row.names().size(), "nobody checks " + last);
            }
        }
        assertEquals(new TreeSet<>(IN_CODE.keySet()), found);
    }

    @Test
    void shouldLeaveNoOptionOut() {
        Set<String> real = new TreeSet<>();
        tapewire.getSubcommands()
                .forEach(
                        (name, command) ->
                                command.getCommandSpec()
                                        .options()
                                        .forEach(o -> real.add(name + " " + o.longestName())));
        Set<String> said = new TreeSet<>();
        for (Row row : rows) {
            row.commands().forEach(command -> said.add(command + " " + row.option()));
        }
        String arguments =
                readme.lines().filter(l -> l.startsWith("What to carry is no setting")).toList()
                        + "";
        Set<String> notSettings = Set.copyOf(literals(arguments));
        real.removeAll(said);
        real.removeIf(
                o -> o.matches(".* --(help|version)") || notSettings.contains(o.split(" ")[1]));
        assertEquals(Set.of(), real);
        assertTrue(rows.size() <= MOST_SETTINGS, rows.size() + " settings");
    }

    @Test
    void shouldShowCommandLinesThatAreAccepted() {
        MatchResult[] lines = COMMAND_LINE.matcher(readme).results().toArray(MatchResult[]::new);
        assertTrue(lines.length >= 6, lines.length + " command lines");
        for (MatchResult line : lines) {
            tapewire.parseArgs(line.group(1).strip().split(" +"));
        }
    }

    private CommandLine.Model.CommandSpec options(String command) {
        return tapewire.getSubcommands().get(command).getCommandSpec();
    }

    private static String real(String value) {
        return value.replaceFirst("\\.0$", "")
                .replace(DriverSettings.defaults().aeronDir(), "/dev/shm/aeron-$USER");
    }

    private static List<String> literals(String cell) {
        return LITERAL.matcher(cell)
                .results()
                .map(found -> found.group(1).replace("\\|", "|"))
                .toList();
    }
}
