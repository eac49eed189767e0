package io.tapewire.driver;

import io.aeron.driver.Configuration;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ReceiveChannelEndpointSupplier;
import io.aeron.driver.SendChannelEndpointSupplier;
import java.util.Objects;

/**
 * Whether a driver has ever opened a socket: one that has not carries everything in shared memory,
 * where it arrives without the driver's doing. For the thread of the driver's turns.
 */
final class SocketWatch {
    private boolean any;

    /** To be called when all else is set. */
    void watch(MediaDriver.Context context) {
        SendChannelEndpointSupplier senders =
                Objects.requireNonNullElseGet(
                        context.sendChannelEndpointSupplier(),
                        Configuration::sendChannelEndpointSupplier);
        ReceiveChannelEndpointSupplier receivers =
                Objects.requireNonNullElseGet(
                        context.receiveChannelEndpointSupplier(),
                        Configuration::receiveChannelEndpointSupplier);
        context.sendChannelEndpointSupplier(
                (channel, status, driver) -> {
                    any = true;
                    return senders.newInstance(channel, status, driver);
                });
        context.receiveChannelEndpointSupplier(
                (channel, dispatcher, status, driver) -> {
                    any = true;
                    return receivers.newInstance(channel, dispatcher, status, driver);
                });
    }

    boolean any() {
        return any;
    }
}
