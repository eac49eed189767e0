package io.tapewire.publisher;

import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames that use no sequence: heartbeats, and the definitions said again, round and round, for
 * whoever came late. A few a time, so that a round takes about two seconds up to some eight
 * thousand instruments, and the line is never filled with them.
 */
final class IdleFrames {
    private static final int MAX_REPEATS_A_TIME = 8;
    private static final int TIMES_A_ROUND = 40;

    private final InstrumentRegister register;
    private final MutableDirectBuffer buffer;
    private final DefinitionFrameEncoder definitions;
    private final ControlFrameEncoder control;
    private int nextId;

    IdleFrames(FrameSealer sealer, InstrumentRegister register, int maxLengthBytes) {
        this.register = register;
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(maxLengthBytes, 64));
        this.definitions = new DefinitionFrameEncoder(sealer, maxLengthBytes);
        this.control = new ControlFrameEncoder(sealer);
    }

    /** Frames of definitions to send each time; 0 where nothing is defined. */
    int repeatsThisTime() {
        return Math.min(MAX_REPEATS_A_TIME, (framesOfARound() + TIMES_A_ROUND - 1) / TIMES_A_ROUND);
    }

    private int framesOfARound() {
        int aFrame = definitions.maxDefinitions();
        return (register.count() + aFrame - 1) / aFrame;
    }

    /**
     * Has a ring keep all definitions there are: whoever asks it for definitions wants those from
     * before a resumption too, and they are in none of its frames.
     */
    void keepRound(RetransmitRing ring, long nextSequence, long sealTimeNs) {
        for (int i = framesOfARound(); i > 0; i--) {
            ring.keepDefinitions(buffer, 0, repeat(nextSequence, sealTimeNs));
        }
    }

    /** Makes the frame of definitions next in the round and answers its length. */
    int repeat(long nextSequence, long sealTimeNs) {
        definitions.begin(buffer, 0);
        for (int left = register.count(); left > 0 && !definitions.isFull(); left--) {
            definitions.add(register.byId(nextId));
            nextId = nextId + 1 < register.count() ? nextId + 1 : 0;
        }
        return definitions.sealRepeat(nextSequence, sealTimeNs);
    }

    int heartbeat(long nextSequence, long intervalNs, long sealTimeNs) {
        return control.heartbeat(buffer, 0, nextSequence, intervalNs, sealTimeNs);
    }

    int sessionEnd(long lastSequence, boolean complete, long sealTimeNs) {
        return control.sessionEnd(buffer, 0, lastSequence, complete, sealTimeNs);
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }
}
