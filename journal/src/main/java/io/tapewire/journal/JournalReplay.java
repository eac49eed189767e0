package io.tapewire.journal;

import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.pace.Pacer;
import java.util.function.BooleanSupplier;

/**
 * Hands a feed's frames on at a pace, counted from when they were sealed, until it has reached the
 * journal's end. For one thread; allocates nothing.
 */
public final class JournalReplay {
    private static final int FRAMES_A_TURN = 64;

    private final JournalReader reader;
    private final Pacer pacer;
    private final FrameHandler handler;
    private final BooleanSupplier begun;
    private boolean pending;
    private boolean started;
    private boolean done;
    private long items;

    /**
     * @param reader where the replay begins
     * @param pacer not yet started; a rate is of items
     * @param handler takes the frames
     */
    public JournalReplay(JournalReader reader, Pacer pacer, FrameHandler handler) {
        this(reader, pacer, handler, () -> true);
    }

    /**
     * @param reader where the replay begins
     * @param pacer not yet started; a rate is of items
     * @param handler takes the frames
     * @param begun whether what is wanted has begun: until then frames are handed on at once
     */
    public JournalReplay(
            JournalReader reader, Pacer pacer, FrameHandler handler, BooleanSupplier begun) {
        this.begun = begun;
        this.reader = reader;
        this.pacer = pacer;
        this.handler = handler;
    }

    /**
     * One turn: hands on what is due, some frames at most.
     *
     * @param nowNs of {@link System#nanoTime()}
     * @return frames handed on
     */
    public int doWork(long nowNs) {
        int frames = 0;
        while (frames < FRAMES_A_TURN && isDue(nowNs) && handOn()) {
            frames++;
        }
        return frames;
    }

    private boolean isDue(long nowNs) {
        if (!pending) {
            pending = reader.next();
            done = !pending;
            if (done) {
                return false;
            }
            if (!started && begun.getAsBoolean()) {
                started = true;
                pacer.start(nowNs, reader.decoder().sealTimeNs());
            }
        }
        return !started || pacer.dueNs(reader.decoder().sealTimeNs(), items) - nowNs <= 0;
    }

    private boolean handOn() {
        pending = !handler.onFrame(reader.buffer(), reader.offset(), reader.lengthBytes(), 0);
        if (!pending) {
            items += started ? reader.decoder().itemCount() : 0;
        }
        return !pending;
    }

    /** Whether everything that the journal held was handed on. */
    public boolean isDone() {
        return done;
    }
}
