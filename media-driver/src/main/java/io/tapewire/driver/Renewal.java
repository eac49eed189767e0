package io.tapewire.driver;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import java.util.concurrent.TimeUnit;

/**
 * Makes a resource of a connection's client anew in each of its generations, without ever waiting.
 * Where the driver refuses it, says so once and asks again every second.
 *
 * @param <T> what is made
 */
final class Renewal<T> {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** How Aeron is asked for it. */
    interface Request<T> {
        long begin(Aeron aeron);

        /** Null while the driver has not answered. */
        T poll(Aeron aeron, long registrationId);
    }

    private final BusConnection connection;
    private final Request<T> request;
    private final String what;
    private int generation;
    private long registrationId = Aeron.NULL_VALUE;
    private boolean complete = true;
    private boolean told;
    private long nextTryNs;

    /**
     * @param what it is, the beginning of a sentence
     */
    Renewal(BusConnection connection, String what, Request<T> request) {
        this.connection = connection;
        this.request = request;
        this.what = what;
        generation = connection.generation();
    }

    /**
     * @return the new one, once in each generation but the first; otherwise null
     */
    T poll() {
        if (complete && generation == connection.generation() || !connection.isAlive()) {
            return null;
        }
        if (generation != connection.generation()) {
            generation = connection.generation();
            complete = false;
            told = false;
            registrationId = Aeron.NULL_VALUE;
            nextTryNs = System.nanoTime();
        }
        try {
            return ask(connection.aeron());
        } catch (AeronException | IllegalStateException e) {
            registrationId = Aeron.NULL_VALUE;
            nextTryNs = System.nanoTime() + RETRY_NS;
            if (!told) {
                told = true;
                connection.tell(
                        "%s is refused by the new media driver (%s): asking again every second."
                                .formatted(what, e.getMessage()));
            }
            return null;
        }
    }

    private T ask(Aeron aeron) {
        if (registrationId == Aeron.NULL_VALUE) {
            if (System.nanoTime() - nextTryNs < 0) {
                return null;
            }
            registrationId = request.begin(aeron);
        }
        T made = request.poll(aeron, registrationId);
        complete = made != null;
        return made;
    }
}
