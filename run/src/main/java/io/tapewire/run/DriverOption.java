package io.tapewire.run;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverDirectory;
import io.tapewire.driver.DriverSettings;
import io.tapewire.schemas.TapewireException;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Which media driver a command uses. */
final class DriverOption {
    private static final String EMBEDDED = "embedded";

    @Option(
            names = "--driver",
            paramLabel = "AERON_DIR|embedded",
            description =
                    "Directory of the media driver to use, or 'embedded' for one inside this"
                            + " command. Default: the driver at the default directory if one"
                            + " runs there, otherwise embedded.",
            showDefaultValue = Visibility.NEVER)
    private String driver;

    BusConnection connect(Console console) {
        BusConnection connection = open(console);
        connection.pinApplicationThread();
        console.notice(connection.describe());
        return connection;
    }

    /**
     * @param verb what to do again, once the driver runs again
     * @throws TapewireException where the embedded driver is gone; one attached to is waited for
     */
    static void requireAlive(BusConnection connection, String verb) {
        if (connection.isEmbedded() && !connection.isAlive()) {
            throw new TapewireException(
                    "The media driver at %s is gone (%s): start it again, then %s again."
                            .formatted(connection.aeronDir(), connection.failure(), verb));
        }
    }

    private BusConnection open(Console console) {
        if (EMBEDDED.equals(driver)) {
            return BusConnection.embedded(DriverSettings.defaults(), console::notice);
        }
        if (driver != null) {
            return BusConnection.attach(driver, console::notice);
        }
        String defaultDir = DriverSettings.defaults().aeronDir();
        if (DriverDirectory.examine(defaultDir).state() == DriverDirectory.State.LIVE) {
            return BusConnection.attach(defaultDir, console::notice);
        }
        console.notice("no media driver runs at " + defaultDir + ": starting one embedded");
        return BusConnection.embedded(DriverSettings.defaults(), console::notice);
    }
}
