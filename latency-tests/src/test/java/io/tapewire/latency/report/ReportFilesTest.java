package io.tapewire.latency.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private static final String HOSTILE = "</script><script>alert('x')</script><!-- & \u2028";
    // What makes a browser fetch; a namespace and a licence's address do not.
    private static final Pattern FETCHES =
            Pattern.compile(
                    "(?i)<(link|img|iframe|object|embed)\\b|\\bsrc\\s*=|@import|url\\(\\s*['\"]?http"
                            + "|sourceMappingURL|\\bimport\\(|XMLHttpRequest|\\bfetch\\(");

    @TempDir private Path dir;

    private String page() throws Exception {
        TrialSpec spec = new TrialSpec(HOSTILE, "echo", Map.of("rate", HOSTILE));
        Trial trial = new Trial(spec, HOSTILE, Map.of(HOSTILE, 1.0), Map.of(), List.of());
        Report report =
                new Report(
                        HOSTILE,
                        "now",
                        1,
                        Map.of(HOSTILE, HOSTILE),
                        List.of(HOSTILE),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Taken(0, trial, "")));
        ReportFiles.write(report, dir);
        assertTrue(Files.readString(dir.resolve("report.json")).contains("alert"));
        return Files.readString(dir.resolve("report.html"));
    }

    @Test
    void shouldNeedNoNetwork() throws Exception {
        assertFalse(FETCHES.matcher(page()).find(), () -> FETCHES.pattern());
    }

    @Test
    void shouldTakeNothingOfTheDataForMarkup() throws Exception {
        String page = page();

        assertFalse(page.contains("<script>alert"));
        assertEquals(3, page.split("</script>", -1).length - 1);
        assertEquals(3, page.split("<script", -1).length - 1);
    }

    @Test
    void shouldKeepTheLicenceOfWhatItCarries() throws Exception {
        assertTrue(page().contains("The above copyright notice and this permission notice"));
    }

    @Test
    void shouldLeaveNoMarkUnfilled() throws Exception {
        assertFalse(Pattern.compile("/\\*[A-Z]+\\*/").matcher(page()).find());
    }

    @Test
    void shouldReplaceTheHistogramsOfAnEarlierReport() throws Exception {
        Path histograms = Files.createDirectory(dir.resolve("histograms"));
        for (String name : List.of("old.hlog", "old.latency.hgrm", "notes.txt")) {
            Files.createFile(histograms.resolve(name));
        }
        page();
        assertEquals(List.of("notes.txt"), List.of(histograms.toFile().list()));
    }

    @Test
    void shouldSayThatAPlaceCannotBeWritten() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        TapewireException e =
                Assertions.assertThrows(
                        TapewireException.class, () -> ReportFiles.open(file.resolve("under")));
        assertTrue(e.getMessage().endsWith("choose another place with --out."), e.getMessage());
    }
}
