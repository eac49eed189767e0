package io.tapewire.latency.work;

import io.tapewire.latency.subject.TradeTable;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.TapewireException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The works of two processes, by name. */
public final class Works {
    private Works() {}

    /** Whether a work takes two processes. */
    public static boolean isTwoSided(String work) {
        return find(work).isPresent();
    }

    /**
     * Does one end of a work, on the calling thread.
     *
     * @param parameters of the trial, and where it takes place: see {@link
     *     io.tapewire.latency.subject.Place}
     * @throws TapewireException where it cannot be done
     */
    public static void run(
            String work,
            String subject,
            Role role,
            Parameters parameters,
            Peer peer,
            TrialOutput out) {
        Kind kind = find(work).orElseThrow(() -> new TapewireException("No work " + work + "."));
        TradeTable trades = new TradeTable(parameters);
        Task task = new Task(kind, subject, role, parameters, trades, peer, out);
        if (role == Role.ORIGIN) {
            new Origin(task).run();
        } else {
            new Far(task).run();
        }
    }

    private static Optional<Kind> find(String work) {
        return Arrays.stream(Kind.values()).filter(kind -> name(kind).equals(work)).findFirst();
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
