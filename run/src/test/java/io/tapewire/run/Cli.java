package io.tapewire.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * What the command did in this process.
 *
 * @param out what the command line itself wrote to standard output: help, not trades
 * @param err everything on standard error
 */
record Cli(int status, String out, String err) {
    static Cli run(String... args) {
        ByteArrayOutputStream notices = new ByteArrayOutputStream();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status;
        try (Shutdown shutdown = new Shutdown()) {
            PrintStream stream = new PrintStream(notices, true, StandardCharsets.UTF_8);
            CommandLine line = Tapewire.commandLine(new Console(stream, false), shutdown);
            line.setOut(new PrintWriter(out));
            line.setErr(new PrintWriter(err));
            status = line.execute(args);
        }
        return new Cli(status, out.toString(), notices.toString(StandardCharsets.UTF_8) + err);
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
