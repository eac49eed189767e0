package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.schemas.recovery.FramesBySequence;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where readers ask for the frames that they miss. */
final class RecoveryOption {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([\\w.\\-]+|\\[[0-9a-fA-F:.%]+])(?::(\\d{1,5}))?");
    private static final String NONE = "none";

    @Option(
            names = "--recovery",
            paramLabel = "HOST[:PORT]|none",
            description =
                    "Address of this host at which readers ask for what they miss, and UDP port;"
                            + " answers come from the next port. Default: the channel's interface,"
                            + " otherwise 127.0.0.1, and any free ports.",
            showDefaultValue = Visibility.NEVER)
    private String where;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * @param lines that carry the feeds
     * @param frames that are served
     */
    Serving serve(
            BusConnection connection,
            BusAddress[] lines,
            FramesBySequence frames,
            Console console) {
        return new Serving(connection, endpoint(lines), frames, console);
    }

    /**
     * @return null for nowhere
     */
    RecoveryEndpoint endpoint(BusAddress... lines) {
        if (where == null) {
            return RecoveryEndpoint.besides(List.of(lines));
        }
        if (where.equals(NONE)) {
            return null;
        }
        Matcher parts = HOST_AND_PORT.matcher(where);
        if (!parts.matches() || parts.group(1).equals("0.0.0.0")) {
            throw new ParameterException(
                    command.commandLine(),
                    ("--recovery %s is no address that readers can ask at: give HOST or HOST:PORT,"
                                    + " such as 192.168.1.5:40600, or none.")
                            .formatted(where));
        }
        int port = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        return Tapewire.checked(
                command,
                () -> new RecoveryEndpoint(parts.group(1), port, port == 0 ? 0 : port + 1));
    }
}
