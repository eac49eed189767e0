package io.tapewire.subscriber.faults;

import io.tapewire.schemas.FrameHandler;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Passes bytes on with the faults that were set. It neither reads nor checks them, and never writes
 * to them: what it damages or holds is a copy.
 *
 * <p>Same settings and same sequence of frames, same faults; those set in time follow the clock
 * that is handed in. Holds {@value HeldFrames#MAX_FRAMES} frames and {@value HeldFrames#MAX_BYTES}
 * bytes at most, all allocated at the start. Where that is full, a stall in time answers "not now",
 * and otherwise the oldest frame passes before its time ({@link FaultKind#HURRIED}). Frames that
 * wait for later ones pass too once none has arrived for 100 ms, for there may be none to come.
 *
 * <p>For one thread; never allocates once made.
 */
public final class FaultInjector {
    /** Of the longest frame. */
    public static final int MAX_LENGTH_BYTES = 64 << 10;

    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int NOT_DUE = -1;
    private static final int UNDAMAGED = -1;

    private final Faults faults;
    private final FrameHandler sink;
    private final FaultDice dice;
    private final Corruption corruption;
    private final HeldFrames held;
    private final long[] frames = new long[FaultKind.values().length];
    private long framesIn;
    private long framesOut;
    private long lastArrivalNs;
    private long latestPassed = -1;
    private long lastPassed = -1;
    private long begun = NOT_DUE;
    private long nextDelayed;
    private long lastUndelayed = -1;
    private boolean quiet;
    private long stallStartNs;

    // What was decided for the frame that is offered: kept for as long as the answer is "not now".
    private boolean decided;
    private int copiesLeft;
    private int damagedLengthBytes = UNDAMAGED;

    /**
     * @param faults to make
     * @param sink takes the bytes, which nobody has checked: damaged ones may be of any length
     *     below that of the frame, even 0; the sequence it is told is always 0
     */
    public FaultInjector(Faults faults, FrameHandler sink) {
        this.faults = faults;
        this.sink = sink;
        dice = new FaultDice(faults);
        corruption = faults.corrupt() > 0 ? new Corruption(dice.damage(), MAX_LENGTH_BYTES) : null;
        held = faults.holds() ? new HeldFrames() : null;
    }

    /**
     * Takes a frame, and passes on what is due.
     *
     * @param buffer holds the bytes, valid during the call
     * @param offset of the first
     * @param lengthBytes 0 to {@link #MAX_LENGTH_BYTES}
     * @param nowNs of a clock that never goes back, the same in every call
     * @return true once taken; false for "not now": the same bytes are to be offered again before
     *     any others, and meet the same fault
     * @throws IllegalArgumentException where the frame is too long
     */
    public boolean onRaw(DirectBuffer buffer, int offset, int lengthBytes, long nowNs) {
        if (lengthBytes > MAX_LENGTH_BYTES) {
            throw new IllegalArgumentException("a frame of " + lengthBytes + " bytes");
        }
        if (framesIn == 0 && !decided) {
            stallStartNs = nowNs;
        }
        quiet = false;
        lastArrivalNs = nowNs;
        if (!release(nowNs)) {
            return false;
        }
        if (!decided) {
            decide(buffer, offset, lengthBytes);
        }
        boolean taken =
                damagedLengthBytes == UNDAMAGED
                        ? take(buffer, offset, lengthBytes, nowNs)
                        : take(corruption.copy(), 0, damagedLengthBytes, nowNs);
        if (!taken) {
            return false;
        }
        decided = false;
        framesIn++;
        count(FaultKind.LOST, dice.lost());
        count(FaultKind.DOUBLED, dice.doubled());
        count(FaultKind.CORRUPTED, damagedLengthBytes != UNDAMAGED);
        release(nowNs);
        return true;
    }

    /**
     * Passes on what is due by now; to be called in every turn.
     *
     * @param nowNs of the clock of {@link #onRaw}
     * @return frames passed
     */
    public int doWork(long nowNs) {
        if (held == null || held.copiesLeft() == 0) {
            return 0;
        }
        long before = framesOut;
        quiet |= nowNs - lastArrivalNs >= QUIET_NS;
        release(nowNs);
        return (int) (framesOut - before);
    }

    private void decide(DirectBuffer buffer, int offset, int lengthBytes) {
        decided = true;
        dice.cast();
        copiesLeft = dice.lost() ? 0 : dice.doubled() ? 2 : 1;
        damagedLengthBytes =
                dice.damaged() && lengthBytes > 0
                        ? corruption.damage(buffer, offset, lengthBytes)
                        : UNDAMAGED;
    }

    private boolean take(DirectBuffer buffer, int offset, int lengthBytes, long nowNs) {
        boolean stalled = isStalled(nowNs);
        boolean delayed = faults.delay().length() > 0;
        if (copiesLeft > 0 && (stalled || delayed || dice.waitFrames() > 0)) {
            return hold(buffer, offset, lengthBytes, nowNs, stalled);
        }
        while (copiesLeft > 0) {
            if (!pass(buffer, offset, lengthBytes, framesIn)) {
                return false;
            }
            copiesLeft--;
        }
        return true;
    }

    private boolean hold(
            DirectBuffer buffer, int offset, int lengthBytes, long nowNs, boolean stalled) {
        while (!held.add(
                buffer, offset, lengthBytes, copiesLeft, dice.waitFrames(), framesIn, nowNs)) {
            if (stalled && !faults.stall().inFrames()) {
                return false;
            }
            boolean whole = begun == NOT_DUE;
            if (!passHeld(whole ? held.head() : begun)) {
                return false;
            }
            count(FaultKind.HURRIED, whole);
        }
        count(FaultKind.STALLED, stalled);
        count(FaultKind.DELAYED, faults.delay().length() > 0);
        return true;
    }

    private boolean release(long nowNs) {
        if (held == null || isStalled(nowNs)) {
            return true;
        }
        endDelays(nowNs);
        while (held.copiesLeft() > 0) {
            long next = begun == NOT_DUE ? nextDue() : begun;
            if (next == NOT_DUE) {
                return true;
            }
            if (!passHeld(next)) {
                return false;
            }
        }
        return true;
    }

    // Of those that are due the one whose turn came first. One that waits for later frames comes
    // behind the last of them; so none needs to be looked at that arrived after its turn.
    private long nextDue() {
        long next = NOT_DUE;
        long nextTurn = Long.MAX_VALUE;
        for (long at = held.head(); at < held.tail(); at++) {
            long arrival = held.arrival(at);
            if (arrival > lastUndelayed || 2 * arrival > nextTurn) {
                break;
            }
            int wait = held.waitFrames(at);
            long turn = 2 * (arrival + wait) + (wait > 0 ? 1 : 0);
            boolean waited = quiet || lastUndelayed - arrival >= wait;
            if (held.isHeld(at) && waited && turn < nextTurn) {
                next = at;
                nextTurn = turn;
            }
        }
        return next;
    }

    private void endDelays(long nowNs) {
        if (faults.delay().inFrames()) {
            lastUndelayed = framesIn - 1 - (quiet ? 0 : faults.delay().length());
            return;
        }
        nextDelayed = Math.max(nextDelayed, held.head());
        while (nextDelayed < held.tail()
                && nowNs - held.arrivalTimeNs(nextDelayed) >= faults.delay().length()) {
            lastUndelayed = held.arrival(nextDelayed);
            nextDelayed++;
        }
    }

    private boolean passHeld(long at) {
        begun = at;
        while (held.isHeld(at)) {
            long arrival = held.arrival(at);
            if (!pass(held.buffer(), held.offset(at), held.lengthBytes(at), arrival)) {
                return false;
            }
            held.onPassed(at);
        }
        begun = NOT_DUE;
        return true;
    }

    private boolean pass(DirectBuffer buffer, int offset, int lengthBytes, long arrival) {
        if (!sink.onFrame(buffer, offset, lengthBytes, 0)) {
            return false;
        }
        framesOut++;
        boolean secondCopy = arrival == lastPassed;
        count(FaultKind.REORDERED, arrival < latestPassed && !secondCopy);
        lastPassed = arrival;
        latestPassed = Math.max(latestPassed, arrival);
        return true;
    }

    private boolean isStalled(long nowNs) {
        long length = faults.stall().length();
        if (length == 0) {
            return false;
        }
        boolean inFrames = faults.stall().inFrames();
        long elapsed = inFrames ? framesIn : nowNs - stallStartNs;
        long period = faults.stallPeriod().length();
        return elapsed % period >= period - length && !(inFrames && quiet);
    }

    private void count(FaultKind kind, boolean happened) {
        frames[kind.ordinal()] += happened ? 1 : 0;
    }

    /** Frames taken. With those lost and doubled, they are the frames passed and held. */
    public long framesIn() {
        return framesIn;
    }

    /** Frames passed, a doubled one twice. */
    public long framesOut() {
        return framesOut;
    }

    /** Frames that are held, a doubled one twice. */
    public int held() {
        return held == null ? 0 : held.copiesLeft();
    }

    /** Frames by what was done to them; one may have met several faults. */
    public long frames(FaultKind kind) {
        return frames[kind.ordinal()];
    }
}
