package io.tapewire.latency.work;

import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.TradeReceiver;
import io.tapewire.latency.subject.TradeSender;
import io.tapewire.latency.subject.TradeSink;
import io.tapewire.latency.subject.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The end that receives, with one reader or several, and, in an echo, sends back. */
final class Far {
    /** For the last trades to arrive. */
    static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(3);

    /** For those of the warm-up, which must not be taken for what follows. */
    private static final long WARM_UP_DEADLINE_NS = TimeUnit.SECONDS.toNanos(15);

    /** The same of those that may be lost: what has not come by then will not. */
    private static final long LOSSY_DEADLINE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Task task;
    private final Meter meter;
    private final Rests rests = new Rests();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<TradeReceiver> receivers = new ArrayList<>();
    private TradeSender sender;
    private long bytesBefore;
    private long sent;

    Far(Task task) {
        this.task = task;
        this.meter = new Meter(task.parameters().cpus());
    }

    void run() {
        boolean lossy;
        try (Subject subject = task.openSubject();
                TradeSender back = task.kind() == Kind.ECHO ? subject.sender(Way.BACK) : null;
                HandOff handOff = task.openHandOff()) {
            lossy = subject.isLossy() && task.kind() == Kind.FLOOD;
            sender = back;
            openReceivers(subject);
            task.pin();
            JitRest jit = task.newJitRest();
            beReady();
            long patienceNs = subject.isLossy() ? LOSSY_DEADLINE_NS : WARM_UP_DEADLINE_NS;
            receive(awaitNumber("warm "), patienceNs);
            rests.end();
            receipts.forEach(Receipt::reset);
            task.peer().say("rested");
            handOff.answer();
            settle(patienceNs);
            task.out().metric("jitRests.far", jit.begin() ? 1 : 0);
            bytesBefore = receivers.get(0).bytes();
            receivers.forEach(TradeReceiver::reset);
            task.peer().say("reset");
            meter.begin();
            long measureNs = awaitNumber("measure ");
            // No lambda from here on: to link one allocates more than a million trades may.
            for (Receipt receipt : receipts) {
                receipt.start(measureNs);
            }
            sent = awaitNumber("sent ");
            receive(sent, DEADLINE_NS);
            meter.end();
            jit.end();
            // Its turns until then: echoes may still be on their way.
            await("hand-off");
            task.peer().say("received");
            handOff.answer();
            write(measureNs);
            receivers.forEach(receiver -> receiver.report(task.out()));
            receivers.forEach(TradeReceiver::close);
        }
        task.peer().say("closed");
        if (task.kind() != Kind.ECHO) {
            verify(lossy);
        }
    }

    /** Says after each part for how long the JIT was at work here. */
    private void settle(long patienceNs) {
        String next = "again";
        while (next.equals("again")) {
            long compiledMs = -Jit.totalMs();
            long count = awaitNumber("settled ");
            receive(count, patienceNs);
            compiledMs += Jit.totalMs();
            // Where some were lost the next part would only wait for its own as long.
            task.peer().say("compiled " + (areAllHere(count) ? compiledMs : 0));
            receipts.forEach(Receipt::reset);
            next = await("");
        }
    }

    private void openReceivers(Subject subject) {
        long readers = task.parameters().number("readers", 1);
        for (int i = 0; i < readers; i++) {
            Receipt receipt = task.newReceipt();
            receipts.add(receipt);
            receivers.add(subject.receiver(Way.THERE, sender == null ? receipt : echoing(receipt)));
        }
    }

    private TradeSink echoing(Receipt receipt) {
        return (scheduledNs, number, instrument, price, quantity, side) -> {
            receipt.onTrade(scheduledNs, number, instrument, price, quantity, side);
            while (!sender.send(scheduledNs, number, instrument, price, quantity, side)) {
                sender.doWork();
            }
        };
    }

    private void beReady() {
        while (sender != null && !sender.isReady()) {
            turn();
        }
        task.peer().say("ready");
    }

    /**
     * Turns until the origin has said what begins so, and answers the rest of it; where it never
     * does, the parent ends the wait.
     */
    private String await(String beginning) {
        String line = null;
        while (line == null || !line.startsWith(beginning)) {
            turn();
            line = task.peer().heard();
        }
        return line.substring(beginning.length());
    }

    private long awaitNumber(String beginning) {
        return Long.parseLong(await(beginning));
    }

    /** Turns until so many have arrived, for a while. */
    private void receive(long count, long deadlineNs) {
        long startNs = System.nanoTime();
        while (!areAllHere(count) && System.nanoTime() - startNs < deadlineNs) {
            turn();
        }
    }

    private boolean areAllHere(long count) {
        // No iterator: a loop so short is not compiled, and would make a hundred thousand.
        for (int i = 0; i < receipts.size(); i++) {
            if (receipts.get(i).received() < count) {
                return false;
            }
        }
        return true;
    }

    private void turn() {
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).doWork();
            receipts.get(i).onTurn();
        }
        if (sender != null) {
            sender.doWork();
        }
        rests.onTurn();
    }

    private void write(long measureNs) {
        Receipt first = receipts.get(0);
        int tradesEach = receivers.get(0).tradesAMessage();
        meter.writeTo(
                task.out(),
                task.role().word(),
                first.received() * tradesEach,
                first.lastNs() - measureNs);
        if (sender == null) {
            task.writeReceipt(first, measureNs, receivers.get(0).bytes() - bytesBefore, tradesEach);
        }
    }

    private void verify(boolean lossy) {
        long lost = 0;
        for (Receipt receipt : receipts) {
            lost += receipt.verification().lost(sent);
            String verdict = receipt.verification().verdict(sent, task.trades());
            if (!lossy || receipt.verification().doubles() > 0) {
                task.fail(verdict);
            }
        }
        task.out().metric("lost", lost);
    }
}
