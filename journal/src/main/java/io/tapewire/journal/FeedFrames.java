package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.recovery.FramesBySequence;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One feed of a journal by sequence. One reader goes through everything once and follows the
 * writer: it knows what there is of each session. Another goes where it is asked.
 */
final class FeedFrames implements AutoCloseable {
    private static final class Session {
        private final List<DirectBuffer> definitions = new ArrayList<>();
        private long first;
        private long next;
    }

    private final JournalReader surveyor;
    private final JournalReader reader;
    private final Long2ObjectHashMap<Session> sessions = new Long2ObjectHashMap<>();
    private boolean positioned;

    FeedFrames(Path dir, int feedId) {
        surveyor = JournalReader.open(dir, feedId);
        reader = JournalReader.open(dir, feedId);
    }

    long firstSequence(long session) {
        Session known = survey(session);
        return known == null ? 0 : known.first;
    }

    long nextSequence(long session) {
        Session known = survey(session);
        return known == null ? 0 : known.next;
    }

    int copyDefinitions(long session, int index, MutableDirectBuffer target, int offset) {
        Session known = survey(session);
        if (known == null || index >= known.definitions.size()) {
            return FramesBySequence.NOT_THERE;
        }
        DirectBuffer frame = known.definitions.get(index);
        target.putBytes(offset, frame, 0, frame.capacity());
        return frame.capacity();
    }

    int copyFrame(long session, long sequence, MutableDirectBuffer target, int offset) {
        if (!moveTo(session, sequence)) {
            return FramesBySequence.NOT_THERE;
        }
        target.putBytes(offset, reader.buffer(), reader.offset(), reader.lengthBytes());
        return reader.lengthBytes();
    }

    private boolean moveTo(long session, long sequence) {
        if (positioned && holds(session, sequence)) {
            return true;
        }
        boolean following =
                positioned
                        && reader.decoder().session() == session
                        && reader.decoder().nextSequence() == sequence;
        if (!following) {
            reader.moveToSequence(session, sequence);
        }
        positioned = reader.next();
        if (positioned && following && !holds(session, sequence)) {
            reader.moveToSequence(session, sequence);
            positioned = reader.next();
        }
        return positioned && holds(session, sequence);
    }

    private boolean holds(long session, long sequence) {
        FrameDecoder frame = reader.decoder();
        boolean inside = frame.sequence() <= sequence && sequence < frame.nextSequence();
        boolean end =
                frame.templateId() == FrameDecoder.SESSION_END && frame.sequence() == sequence;
        return frame.session() == session && (inside || end);
    }

    private Session survey(long session) {
        while (surveyor.next()) {
            note(surveyor.decoder());
        }
        return sessions.get(session);
    }

    private void note(FrameDecoder frame) {
        if (frame.itemCount() == 0) {
            return;
        }
        Session session = sessions.get(frame.session());
        if (session == null) {
            session = new Session();
            session.first = frame.sequence();
            sessions.put(frame.session(), session);
        }
        session.next = Math.max(session.next, frame.nextSequence());
        if (frame.templateId() == FrameDecoder.DEFINITIONS) {
            UnsafeBuffer copy =
                    new UnsafeBuffer(ByteBuffer.allocateDirect(frame.frame().capacity()));
            copy.putBytes(0, frame.frame(), 0, copy.capacity());
            session.definitions.add(copy);
        }
    }

    @Override
    public void close() {
        surveyor.close();
        reader.close();
    }
}
