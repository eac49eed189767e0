package io.tapewire.latency.command;

import io.tapewire.latency.launch.BaselineModule;
import io.tapewire.latency.launch.JvmTrialRunner;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.run.AddedCommand;
import io.tapewire.run.Console;
import io.tapewire.run.Shutdown;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Adds {@code latency} to Tapewire's commands. */
public final class LatencyAddition implements AddedCommand {
    @Override
    public CommandLine commandLine(Console console, Shutdown shutdown) {
        Path home = Path.of(System.getenv().getOrDefault("TAPEWIRE_HOME", ""));
        BaselineModule baselines = new BaselineModule(home, "mvn");
        return commandLine(
                console, shutdown, () -> new JvmTrialRunner(baselines.classPaths()), baselines);
    }

    static CommandLine commandLine(
            Console console,
            Shutdown shutdown,
            Supplier<TrialRunner> runners,
            BaselineModule baselines) {
        Rig rig = new Rig(console, shutdown, runners);
        return new CommandLine(new LatencyCommand(rig))
                .addSubcommand(new CompareCommand(rig, baselines));
    }
}
