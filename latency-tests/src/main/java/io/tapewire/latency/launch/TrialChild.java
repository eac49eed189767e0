package io.tapewire.latency.launch;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.latency.trial.TrialFile;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.latency.work.Works;
import io.tapewire.schemas.TapewireException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.agrona.IoUtil;

/**
 * One process of a trial. It lives as long as its standard input: where the parent closes that, or
 * dies, it ends at once, whatever it is doing, for all its other threads are daemons.
 */
public final class TrialChild {
    private static final int FIXED_ARGUMENTS = 5;

    private TrialChild() {}

    /**
     * @param args subject, work, role, the directory made for what the trial writes to disk, the
     *     file for the result, then parameters as {@code name=value}
     */
    public static void main(String[] args) {
        List<String> pairs = Arrays.asList(args).subList(FIXED_ARGUMENTS, args.length);
        Parameters parameters = Parameters.parse(pairs);
        TrialSpec spec = new TrialSpec(args[0], args[1], parameters.values());
        Pipes pipes = new Pipes(System.in, System.out);
        Thread loop = new Thread(() -> run(spec, Role.valueOf(args[2]), args[4], pipes), "tw-loop");
        loop.setDaemon(true);
        loop.start();
        pipes.readToTheEnd();
        // Where the parent is dead nobody else is left to do it.
        IoUtil.delete(new File(parameters.text("dir")), true);
        IoUtil.delete(new File(args[3]), true);
    }

    private static void run(TrialSpec spec, Role role, String resultFile, Pipes pipes) {
        TrialOutput out = new TrialOutput();
        try {
            Parameters parameters = new Parameters(spec.parameters());
            if (role == Role.ALONE) {
                SoloWorks.run(spec.subject(), spec.work(), parameters, out);
            } else {
                Works.run(spec.work(), spec.subject(), role, parameters, pipes, out);
            }
        } catch (TapewireException e) {
            out.fail(e.getMessage());
        } catch (RuntimeException | Error e) {
            out.fail("The %s failed: %s".formatted(role.word(), e));
        }
        try {
            TrialFile.write(Path.of(resultFile), out.toTrial(spec));
            pipes.sayFinished();
        } catch (IOException e) {
            System.err.println("The result cannot be written: " + e.getMessage());
        }
    }
}
