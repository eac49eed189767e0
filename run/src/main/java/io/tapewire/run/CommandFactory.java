package io.tapewire.run;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands each subcommand the console and the shutdown that it shares with the process. */
final class CommandFactory implements IFactory {
    private final Console console;
    private final Shutdown shutdown;

    CommandFactory(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.cast(
                    type.getDeclaredConstructor(Console.class, Shutdown.class)
                            .newInstance(console, shutdown));
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
