package io.tapewire.run;

import picocli.CommandLine;

/**
 * A command that a room adds which this one may not see. It is found by {@link
 * java.util.ServiceLoader}, so it has a public constructor without parameters, and its name stands
 * in {@code META-INF/services}.
 */
public interface AddedCommand {
    /**
     * The command, named and annotated for picocli, with its subcommands; called once, at start, so
     * it does nothing yet.
     *
     * @param console what the command says to a person; results go to standard output
     * @param shutdown tells when the command is to come to its end
     */
    CommandLine commandLine(Console console, Shutdown shutdown);
}
