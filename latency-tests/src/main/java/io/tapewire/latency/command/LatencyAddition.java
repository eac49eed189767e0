package io.tapewire.latency.command;

import io.tapewire.latency.launch.JvmTrialRunner;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.run.AddedCommand;
import io.tapewire.run.Console;
import io.tapewire.run.Shutdown;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Adds {@code latency} to Tapewire's commands. */
public final class LatencyAddition implements AddedCommand {
    @Override
    public CommandLine commandLine(Console console, Shutdown shutdown) {
        return commandLine(console, shutdown, JvmTrialRunner::new);
    }

    static CommandLine commandLine(
            Console console, Shutdown shutdown, Supplier<TrialRunner> runners) {
        Rig rig = new Rig(console, shutdown, runners);
        return new CommandLine(new LatencyCommand(rig)).addSubcommand(new CompareCommand(rig));
    }
}
