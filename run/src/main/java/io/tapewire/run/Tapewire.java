package io.tapewire.run;

import io.tapewire.run.output.OutputClosedException;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.pace.Pace;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command. */
@Command(
        name = "tapewire",
        description = "A low-latency market-data bus: publish, receive, journal and replay trades.",
        mixinStandardHelpOptions = true,
        version = "tapewire 0.1.0",
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            DriverCommand.class,
            PublishCommand.class,
            SubscribeCommand.class,
            JournalCommand.class,
            ReplayCommand.class
        })
public final class Tapewire {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final int INTERRUPTED = 130;
    static final int OUTPUT_CLOSED = 141;

    private Tapewire() {}

    /**
     * @param args as documented by {@code --help}
     */
    public static void main(String[] args) {
        try (Shutdown shutdown = new Shutdown()) {
            int status = commandLine(new Console(System.err), shutdown).execute(args);
            shutdown.finish(status);
        }
    }

    static CommandLine commandLine(Console console, Shutdown shutdown) {
        CommandLine line = new CommandLine(new Tapewire(), new CommandFactory(console, shutdown));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(FeedId.class, converter(FeedId::parse));
        line.registerConverter(Pace.class, converter(Pace::parse));
        line.registerConverter(Bound.class, converter(Bound::parse));
        line.setParameterExceptionHandler((e, args) -> wrongUse(console, e));
        line.setExecutionExceptionHandler((e, command, result) -> failed(console, e));
        return line;
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (TapewireException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int wrongUse(Console console, ParameterException e) {
        console.notice(e.getMessage());
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.notice("see " + command + " --help");
        return WRONG_USE;
    }

    private static int failed(Console console, Exception e) throws Exception {
        if (e instanceof OutputClosedException) {
            return OUTPUT_CLOSED;
        }
        if (e instanceof TapewireException) {
            console.notice(e.getMessage());
            return FAILED;
        }
        throw e;
    }
}
