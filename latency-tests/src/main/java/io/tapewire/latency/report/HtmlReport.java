package io.tapewire.latency.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A report as a page that needs no network. */
final class HtmlReport {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.3/";
    private static final String PAGE = "report.html";

    private HtmlReport() {}

    static String of(Report report) throws IOException {
        String page = read(PAGE);
        // In this order: what is put in is not looked at again.
        for (Part part :
                List.of(
                        new Part("/*STYLE*/", read("report.css")),
                        new Part("/*LICENSE*/", read(CHARTS + "LICENSE.md").replace("*/", "* /")),
                        new Part("/*CHARTS*/", script(read(CHARTS + "dist/chart.umd.js"))),
                        new Part("/*SCRIPT*/", script(read("report.js"))),
                        new Part("/*DATA*/", data(PageData.of(report))))) {
            page = part.into(page);
        }
        return page;
    }

    private record Part(String mark, String text) {
        String into(String page) {
            int at = page.lastIndexOf(mark);
            if (at < 0) {
                throw new IllegalStateException("no " + mark + " in " + PAGE);
            }
            return page.substring(0, at) + text + page.substring(at + mark.length());
        }
    }

    private static String script(String text) {
        return text.replaceAll("(?m)^//# sourceMappingURL=.*$", "")
                .replace("</script", "<\\/script");
    }

    // Valid JSON still, with nothing in it that a page could take for markup.
    private static String data(ObjectNode data) {
        return data.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static String read(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
