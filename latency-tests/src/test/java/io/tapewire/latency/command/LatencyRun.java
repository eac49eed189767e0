package io.tapewire.latency.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.latency.launch.BaselineModule;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.run.Console;
import io.tapewire.run.Shutdown;
import io.tapewire.schemas.TapewireException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * What the command did in this process.
 *
 * @param out on standard output
 * @param err on standard error
 */
record LatencyRun(int status, String out, String err) {
    private static final int WRONG_USE = 2;

    static LatencyRun of(TrialRunner runner, String... args) {
        return of(runner, new BaselineModule(Path.of("/nowhere"), "mvn"), args);
    }

    static LatencyRun of(TrialRunner runner, BaselineModule baselines, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, UTF_8);
        StringWriter out = new StringWriter();
        int status;
        try (Shutdown shutdown = new Shutdown()) {
            CommandLine line =
                    LatencyAddition.commandLine(
                            new Console(stream, false), shutdown, () -> runner, baselines);
            line.setParameterExceptionHandler(
                    (e, given) -> {
                        stream.println(e.getMessage());
                        return WRONG_USE;
                    });
            line.setExecutionExceptionHandler(
                    (e, command, given) -> {
                        if (e instanceof TapewireException) {
                            stream.println(e.getMessage());
                            return Rig.FAILED;
                        }
                        throw e;
                    });
            line.setOut(new PrintWriter(out));
            status = line.execute(args);
        }
        return new LatencyRun(status, out.toString(), err.toString(UTF_8));
    }
}
