package io.tapewire.latency.work;

import io.tapewire.driver.CorePinning;
import io.tapewire.latency.subject.Place;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.Subjects;
import io.tapewire.latency.subject.TradeTable;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.latency.trial.TrialOutput;
import java.nio.file.Path;

/**
 * What one of the two processes has to do.
 *
 * @param kind of work
 * @param subject by name
 * @param role of this process
 * @param parameters of the trial
 * @param trades that travel
 * @param peer the other process
 * @param out takes what comes out
 */
record Task(
        Kind kind,
        String subject,
        Role role,
        Parameters parameters,
        TradeTable trades,
        Peer peer,
        TrialOutput out) {

    Subject openSubject() {
        return Subjects.open(subject, place());
    }

    private Place place() {
        return new Place(parameters, role, trades);
    }

    HandOff openHandOff() {
        return HandOff.open(Path.of(parameters.text("dir")));
    }

    /**
     * After all else has been opened, for threads that are started later inherit the CPU; only the
     * thread of a journal inline is meant to.
     */
    void pin() {
        boolean pinned = CorePinning.pinCurrentThread(place().cpu(), System.err::println);
        out.metric("pinned." + role.word(), pinned ? 1 : 0);
    }

    /** After pinning: for what is measured by percentiles. */
    JitRest newJitRest() {
        boolean isPaced = kind == Kind.ECHO || kind == Kind.ONE_WAY;
        return isPaced && parameters.text("jit", "rest").equals("rest")
                ? JitRest.prepare(Path.of(parameters.text("dir")))
                : JitRest.none();
    }

    Receipt newReceipt() {
        int sampleEvery =
                switch (kind) {
                    case FLOOD -> 0;
                    case SUSTAINED -> 16;
                    default -> 1;
                };
        Series series = new Series(seconds());
        return new Receipt(series, (int) parameters.number("feeds", 1), sampleEvery);
    }

    double warmUpSeconds() {
        return parameters.decimal("warmupSeconds", 3);
    }

    /** Of the measured part. */
    double seconds() {
        return parameters.decimal("seconds", 5);
    }

    /**
     * @param measureNs when the measured part began
     */
    void writeReceipt(Receipt receipt, long measureNs, long bytes, int tradesEach) {
        long windowNs = Math.max(1, receipt.lastNs() - measureNs);
        double perSecond = 1e9 / windowNs;
        long trades = receipt.received() * tradesEach;
        out.metric("receivedTrades", trades);
        out.metric("tradesPerSecond", trades * perSecond);
        out.metric("bytesPerSecond", bytes * perSecond);
        receipt.series().writeTo(out, tradesEach);
    }

    /**
     * @param sentence why the trial failed; empty where it did not
     */
    void fail(String sentence) {
        if (!sentence.isEmpty()) {
            out.fail(sentence);
        }
    }
}
