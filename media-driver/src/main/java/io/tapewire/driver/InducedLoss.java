package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.aeron.driver.ext.RandomLossGenerator;

/**
 * Loss of datagrams on purpose, as they arrive at a driver: data at what receives, control at what
 * sends. Those that leave are let go, so that none is lost twice between two such drivers.
 *
 * @param rate 0 to 1; 0 for none
 * @param seed of the dice, which every socket has for itself
 */
record InducedLoss(double rate, long seed) {
    static final InducedLoss NONE = new InducedLoss(0, 0);

    private static final LossGenerator NOTHING = (address, buffer, length) -> false;

    void induce(MediaDriver.Context context) {
        context.receiveChannelEndpointSupplier(
                (channel, dispatcher, status, driver) ->
                        new DebugReceiveChannelEndpoint(
                                channel, dispatcher, status, driver, dice(), NOTHING));
        context.sendChannelEndpointSupplier(
                (channel, status, driver) ->
                        new DebugSendChannelEndpoint(channel, status, driver, NOTHING, dice()));
    }

    private LossGenerator dice() {
        return new RandomLossGenerator(rate, seed);
    }

    @Override
    public String toString() {
        return rate == 0 ? "none" : "%s of all UDP datagrams, seed %d".formatted(rate, seed);
    }
}
