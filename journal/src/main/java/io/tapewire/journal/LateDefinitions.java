package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder.DefinitionsDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import org.agrona.collections.LongHashSet;

/**
 * Which repeats of definitions a feed's journal keeps: none where it has the session from its first
 * item, since it then has the definitions themselves; one of each where it came later.
 */
final class LateDefinitions {
    private final InstrumentDefinitionsDecoder message = new InstrumentDefinitionsDecoder();
    private final LongHashSet kept = new LongHashSet();
    private long session;
    private boolean fromFirstItem;
    private long nextSequence;

    /** A frame with items, or a session's end, is about to be kept. */
    void onOrdered(FrameDecoder frame) {
        if (frame.session() != session) {
            begin(frame.session(), frame.sequence() == 1);
        }
        nextSequence = frame.nextSequence();
    }

    /**
     * Whether a repeat is to be kept; it then counts as kept. One that came before items that are
     * yet to be repaired is not: kept before them, it would look like the end of a gap.
     */
    boolean keep(FrameDecoder frame) {
        if (frame.session() != session || fromFirstItem || frame.sequence() != nextSequence) {
            return false;
        }
        DefinitionsDecoder definitions =
                message.wrap(
                                frame.frame(),
                                MessageHeaderDecoder.ENCODED_LENGTH,
                                frame.blockLength(),
                                frame.version())
                        .definitions();
        return definitions.hasNext() && kept.add(definitions.next().instrumentId());
    }

    void begin(long newSession, boolean isFromFirstItem) {
        session = newSession;
        fromFirstItem = isFromFirstItem;
        kept.clear();
    }
}
