package io.tapewire.driver;

import io.aeron.driver.exceptions.InvalidChannelException;
import io.aeron.exceptions.AeronException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;

/**
 * Takes the errors of a driver or client off their threads: each distinct one becomes one notice,
 * and the first fatal one is kept. Never ends the process, as Aeron's own handler would.
 */
final class ErrorNotices implements ErrorHandler {
    private static final int DISTINCT_MOST = 256;

    private final String of;
    private final boolean fatalOnesToo;
    private final Consumer<String> notices;
    private final Set<String> seen = new HashSet<>();
    private volatile int distinctCount;
    private volatile Throwable failure;

    /**
     * @param fatalOnesToo whether the errors that end it become notices as well
     */
    ErrorNotices(String of, boolean fatalOnesToo, Consumer<String> notices) {
        this.of = of;
        this.fatalOnesToo = fatalOnesToo;
        this.notices = notices;
    }

    @Override
    public synchronized void onError(Throwable error) {
        boolean fatal = isFatal(error);
        if (failure == null && fatal) {
            failure = error;
        }
        // The client that asked for a channel is told itself.
        if (fatal && !fatalOnesToo || error instanceof InvalidChannelException) {
            return;
        }
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        if (distinctCount < DISTINCT_MOST && seen.add(message)) {
            distinctCount = seen.size();
            notices.accept(of + ": " + message);
        }
    }

    /** How many different errors there were, up to a bound. */
    int distinctCount() {
        return distinctCount;
    }

    /** What ended it, or null. */
    Throwable failure() {
        return failure;
    }

    private static boolean isFatal(Throwable error) {
        return error instanceof Error
                || error instanceof AeronException aeron
                        && aeron.category() == AeronException.Category.FATAL;
    }
}
