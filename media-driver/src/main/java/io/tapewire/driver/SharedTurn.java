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
     * To be called each time round, with next to nothing else between the rounds where nothing is
     * ready: where no datagrams arrive in it, driver and client have a turn every 10 microseconds,
     * and otherwise only the time is read.
     *
     * @return what {@link BusConnection#doWork} answered; 0 where another has had it run since the
     *     last call, or it is not time for it
     */
    public int doWork() {
        boolean isOurs = connection.turns() == seen;
        int work = isOurs ? connection.doLoop() : 0;
        seen = connection.turns();
        return work;
    }
}
