package io.tapewire.driver;

/**
 * The turn that a publisher and a subscriber, or any number of them, share in one loop over one
 * connection: whoever comes first runs client and driver, and the others pass, until the first
 * comes again. Should one of them leave the loop, the next takes over.
 *
 * <p>An inline driver's turn is most of such a loop: it asks the kernel for datagrams. For the
 * connection's thread; one for each that has a place in the loop.
 */
public final class SharedTurn {
    private final BusConnection connection;
    private long seen;

    /**
     * @param connection whose turns are shared
     */
    public SharedTurn(BusConnection connection) {
        this.connection = connection;
        this.seen = connection.turns();
    }

    /**
     * To be called each time round. A whole turn of driver and client comes every 10 microseconds;
     * between two of them datagrams are sent and received where the driver is inline, and where
     * nothing travels by datagram only the time is read.
     *
     * @return how much was done; 0 where another has had the turn since the last call
     */
    public int doWork() {
        boolean isOurs = connection.turns() == seen;
        int work = isOurs ? connection.doLoop() : 0;
        seen = connection.turns();
        return work;
    }
}
