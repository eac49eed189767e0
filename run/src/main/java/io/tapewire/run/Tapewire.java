package io.tapewire.run;

import io.tapewire.run.output.OutputClosedException;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.subscriber.faults.Faults;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
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
            ReplayCommand.class,
            VerifyCommand.class
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
        int status;
        try (Shutdown shutdown = new Shutdown().listening()) {
            Console console = new Console(standardStream(FileDescriptor.err));
            status =
                    commandLine(console, shutdown)
                            .setOut(new PrintWriter(standardStream(FileDescriptor.out), true))
                            .execute(args);
        }
        System.exit(status);
    }

    // Names and units are not ASCII, whatever the locale.
    private static PrintStream standardStream(FileDescriptor descriptor) {
        FileOutputStream stream = new FileOutputStream(descriptor);
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine(Console console, Shutdown shutdown) {
        CommandLine line = new CommandLine(new Tapewire(), new CommandFactory(console, shutdown));
        for (AddedCommand added : ServiceLoader.load(AddedCommand.class)) {
            line.addSubcommand(added.commandLine(console, shutdown));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Seconds.class, converter(Seconds::parse));
        line.registerConverter(FeedId.class, converter(FeedId::parse));
        line.registerConverter(Pace.class, converter(Pace::parse));
        line.registerConverter(Faults.class, converter(Faults::parse));
        line.registerConverter(Bound.class, converter(Bound::parse));
        line.registerConverter(Start.class, converter(Start::parse));
        line.setParameterExceptionHandler((e, args) -> wrongUse(console, e));
        line.setExecutionExceptionHandler((e, command, result) -> failed(console, shutdown, e));
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

    /**
     * What a command makes of its options before it does anything.
     *
     * @throws ParameterException where they are wrong, so that the command ends as wrongly used
     */
    static <T> T checked(CommandSpec command, Supplier<T> options) {
        try {
            return options.get();
        } catch (TapewireException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static int wrongUse(Console console, ParameterException e) {
        console.notice(e.getMessage().replaceFirst("^Error: ", ""));
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.notice("see " + command + " --help");
        return WRONG_USE;
    }

    private static int failed(Console console, Shutdown shutdown, Exception e) throws Exception {
        if (e instanceof OutputClosedException) {
            return OUTPUT_CLOSED;
        }
        if (e instanceof TapewireException) {
            console.notice(e.getMessage());
            return FAILED;
        }
        if (shutdown.isRequested()) {
            console.notice("stopped in the middle: " + e);
            return INTERRUPTED;
        }
        throw e;
    }
}
