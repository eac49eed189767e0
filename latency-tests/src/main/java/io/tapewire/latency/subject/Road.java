package io.tapewire.latency.subject;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverDirectory;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Media drivers and addresses for every subject that runs over Aeron: over UDP a driver in each
 * process, over IPC one in the origin; each does its work on the thread of the loop.
 */
final class Road {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int STREAM_ID = 1001;

    private Road() {}

    static RawAeron connectRaw(Place place) {
        if (isGuest(place)) {
            String dir = driverDir(place, Role.ORIGIN);
            awaitDriver(dir);
            return RawAeron.attach(dir);
        }
        return RawAeron.launch(driverDir(place, place.role()), place.parameters());
    }

    static BusConnection connect(Place place) {
        if (isGuest(place)) {
            String dir = driverDir(place, Role.ORIGIN);
            awaitDriver(dir);
            return BusConnection.attach(dir, System.err::println);
        }
        Parameters parameters = place.parameters();
        DriverSettings settings =
                DriverSettings.builder()
                        .aeronDir(driverDir(place, place.role()))
                        .layout(layout(parameters))
                        .pins(parameters.text("pins." + place.role().word(), ""))
                        .idle(Idle.SPIN)
                        .force(true)
                        .offload(parameters.number("offload", 1) > 0)
                        .mtuLengthBytes((int) parameters.number("mtu", 1_408))
                        .termLengthBytes((int) parameters.number("termBytes", 4 << 20))
                        .build();
        return BusConnection.embedded(settings, System.err::println);
    }

    private static Layout layout(Parameters parameters) {
        return Layout.valueOf(parameters.text("layout", "inline").toUpperCase(Locale.ROOT));
    }

    private static String driverDir(Place place, Role role) {
        return Path.of(place.parameters().text("dir")).resolve("aeron-" + role.word()).toString();
    }

    private static void awaitDriver(String dir) {
        long startNs = System.nanoTime();
        while (DriverDirectory.examine(dir).state() != DriverDirectory.State.LIVE) {
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new TapewireException("The origin's driver did not start at " + dir + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    static BusAddress address(Place place, Way way) {
        String transport = place.parameters().text("transport", "udp");
        int port = place.port(way);
        String channel =
                switch (transport) {
                    case "udp" -> "aeron:udp?endpoint=127.0.0.1:" + port;
                    case "multicast" ->
                            "aeron:udp?endpoint=239.192.84.87:" + port + "|interface=127.0.0.1";
                    case "ipc" -> "aeron:ipc";
                    default ->
                            throw new TapewireException(
                                    "Parameter transport=%s: give udp, multicast or ipc."
                                            .formatted(transport));
                };
        return new BusAddress(channel, STREAM_ID + way.ordinal());
    }

    /** Whether it goes to the origin's driver. */
    private static boolean isGuest(Place place) {
        return place.role() == Role.FAR
                && place.parameters().text("transport", "udp").equals("ipc");
    }
}
