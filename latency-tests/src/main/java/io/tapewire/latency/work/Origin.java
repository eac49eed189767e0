package io.tapewire.latency.work;

import io.tapewire.latency.subject.SlowSender;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.TradeReceiver;
import io.tapewire.latency.subject.TradeSender;
import io.tapewire.latency.subject.Way;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;

/** The end that sends, on one thread that also drives the transport and hears the echo. */
final class Origin {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(45);
    private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(50);

    // For the JIT to have seen most of what there is before it settles.
    private static final long WARM_UP_RATE = 100_000;
    private static final double LATE_SHARE_MOST = 0.005;

    // Half a window of short terms holds so many trades, each in a frame of 128 bytes. Were both
    // windows full, each end would wait in its turn for the other to read.
    private static final long UNDER_WAY_MOST = 512;
    private static final int TERM_BYTES_EACH = 512;

    private final Task task;
    private final Parameters parameters;
    private final Meter meter;
    private final Rests rests = new Rests();
    private final Receipt receipt;
    private final long rate;
    private final long underWayMost;
    private Subject subject;
    private TradeSender sender;
    private TradeReceiver receiver;
    private long bytesBefore;
    private long refusedBefore;
    private long callsSpared;
    private long refused;
    private long lateNs;

    Origin(Task task) {
        this.task = task;
        this.parameters = task.parameters();
        this.meter = new Meter(task.parameters().cpus());
        this.rate = parameters.number("rate", 50_000);
        this.receipt = task.kind() == Kind.ECHO ? task.newReceipt() : null;
        long termBytes = parameters.number("termBytes", 4 << 20);
        this.underWayMost = Math.min(UNDER_WAY_MOST, termBytes / TERM_BYTES_EACH);
    }

    void run() {
        long sent;
        try (Subject opened = task.openSubject();
                TradeReceiver back = receipt == null ? null : opened.receiver(Way.BACK, receipt);
                TradeSender there = opened.sender(Way.THERE);
                HandOff handOff = task.openHandOff()) {
            subject = opened;
            receiver = back;
            sender = SlowSender.of(there, slowdownPercent());
            task.pin();
            JitRest jit = task.newJitRest();
            awaitReader();
            warmUp();
            measure(handOff, "handOffNs.before");
            settle();
            task.out().metric("jitRests.origin", jit.begin() ? 1 : 0);
            begin();
            long measureNs = System.nanoTime() + LEAD_NS;
            task.peer().say("measure " + measureNs);
            if (receipt != null) {
                receipt.start(measureNs);
            }
            sent = send(measureNs, task.seconds(), rate);
            long sentNs = System.nanoTime();
            task.peer().say("sent " + sent);
            awaitEcho(sent);
            meter.end();
            jit.end();
            callsSpared = subject.callsSpared() - callsSpared;
            write(measureNs, sent, sentNs);
            task.peer().say("hand-off");
            await("received");
            measure(handOff, "handOffNs.after");
            await("closed");
        }
        verify(sent);
    }

    private void measure(HandOff handOff, String metric) {
        double ns = handOff.measureNs();
        task.out().metric(metric, ns);
        if (Double.isNaN(ns)) {
            task.fail("The far end did not answer.");
        }
    }

    /** Planted to see that a report calls it worse; in the bus alone, for both would cancel out. */
    private double slowdownPercent() {
        return task.subject().equals("tapewire") ? parameters.decimal("slowdownPercent", 0) : 0;
    }

    /** Nothing of it counts; it is over when the far end has it all. */
    private void warmUp() {
        long startNs = System.nanoTime() + LEAD_NS;
        if (receipt != null) {
            receipt.start(startNs);
        }
        long sent = send(startNs, task.warmUpSeconds(), Math.max(rate, WARM_UP_RATE));
        rests.end();
        awaitEcho(sent);
        task.peer().say("warm " + sent);
        await("rested");
    }

    /** In parts, until neither end compiles any more. Nothing of it counts. */
    private void settle() {
        Settling settling = new Settling(task.kind());
        boolean again = true;
        while (again) {
            if (receipt != null) {
                receipt.reset();
            }
            long compiledMs = -Jit.totalMs();
            long sent = send(System.nanoTime() + LEAD_NS, Settling.SECONDS, rate);
            awaitEcho(sent);
            compiledMs += Jit.totalMs();
            task.peer().say("settled " + sent);
            long farCompiledMs = Long.parseLong(await("compiled "));
            again = settling.goesOn(Math.max(compiledMs, farCompiledMs));
            task.peer().say(again ? "again" : "enough");
        }
        task.out().metric("settleParts", settling.parts());
        await("reset");
    }

    private void begin() {
        callsSpared = subject.callsSpared();
        meter.begin();
        refusedBefore = sender.refused();
        if (receipt != null) {
            bytesBefore = receiver.bytes();
            receipt.reset();
        }
    }

    /**
     * Turns until the far end has said what begins so, for it may need this one's driver, and
     * answers the rest of it.
     */
    private String await(String beginning) {
        long startNs = System.nanoTime();
        String heard = null;
        while (heard == null || !heard.startsWith(beginning)) {
            turn();
            heard = task.peer().heard();
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new TapewireException(
                        "The far end did not say \"%s\" within 45 s.".formatted(beginning.strip()));
            }
        }
        return heard.substring(beginning.length());
    }

    private void awaitReader() {
        long startNs = System.nanoTime();
        await("ready");
        while (!sender.isReady()) {
            turn();
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new TapewireException("Nobody listened within 45 s.");
            }
        }
    }

    private long send(long startNs, double seconds, long tradesPerSecond) {
        Schedule schedule =
                task.kind() == Kind.FLOOD
                        ? Schedule.flood(startNs, seconds)
                        : Schedule.openLoop(
                                startNs,
                                seconds,
                                tradesPerSecond,
                                (int) parameters.number("burst", 1));
        long nowNs = System.nanoTime();
        // Of an echo that lost too many the last ones could never be sent.
        long lastNs = startNs + (long) (seconds * 1e9) + PATIENCE_NS;
        while (!schedule.isDone(nowNs) && nowNs < lastNs) {
            sendDue(schedule, nowNs);
            turn();
            nowNs = System.nanoTime();
        }
        lateNs = schedule.lateNs(nowNs);
        return schedule.sent();
    }

    private void sendDue(Schedule schedule, long nowNs) {
        int left = sender.tradesATurn();
        while (left > 0
                && schedule.isDue(nowNs)
                && (receipt == null || schedule.sent() - receipt.received() < underWayMost)
                && task.trades().send(sender, schedule.dueNs(), schedule.number())) {
            schedule.onSent();
            left--;
            if (schedule.isDone(nowNs)) {
                return;
            }
        }
    }

    private void turn() {
        sender.doWork();
        if (receiver != null) {
            receiver.doWork();
            receipt.onTurn();
        }
        rests.onTurn();
    }

    private void awaitEcho(long sent) {
        long startNs = System.nanoTime();
        while (receipt != null
                && receipt.received() < sent
                && System.nanoTime() - startNs < Far.DEADLINE_NS) {
            turn();
        }
    }

    private void write(long measureNs, long sent, long sentNs) {
        double seconds = Math.max(1, sentNs - measureNs) / 1e9;
        int tradesEach = sender.tradesAMessage();
        task.out().metric("sentTrades", sent * tradesEach);
        refused = sender.refused() - refusedBefore;
        task.out().metric("refused", refused);
        task.out().metric("datagramsPerSecond", (meter.datagrams() + callsSpared) / seconds);
        task.out().metric("stealPercent", meter.stealPercent());
        meter.writeTo(task.out(), task.role().word(), sent * tradesEach, sentNs - measureNs);
        if (receipt != null) {
            task.writeReceipt(receipt, measureNs, receiver.bytes() - bytesBefore, tradesEach);
        }
    }

    private void verify(long sent) {
        if (sent == 0) {
            task.fail("Not one trade was sent.");
        }
        if (task.kind() == Kind.SUSTAINED && refused > 0) {
            task.fail("At %d trades/s there was %d times no room.".formatted(rate, refused));
        }
        if (receipt != null) {
            task.out().metric("lost", receipt.verification().lost(sent));
            task.fail(receipt.verification().verdict(sent, task.trades()));
        }
        double wholeNs = task.seconds() * 1e9;
        if (lateNs > LATE_SHARE_MOST * wholeNs + 1e6 * parameters.number("graceMs", 0)) {
            task.fail(
                    "The rate of %d trades/s was missed by %.1f %%."
                            .formatted(rate, 100 * lateNs / wholeNs));
        }
    }
}
