package io.tapewire.subscriber.recovery;

import io.tapewire.schemas.sbe.RecoveryKind;

/** Somebody who can be asked for missing frames. For one thread; never blocks. */
public interface RepairSource extends AutoCloseable {
    /** Names the source to people: who filled a gap. */
    String name();

    /** Whether it can be asked now; false again once it has died. */
    boolean isReady();

    /**
     * Asks for items. Answers come in any later {@link #poll}, in the order of the requests, but
     * for {@code BUSY}, which may come at any time; a source that dies answers nothing more.
     *
     * @param requestId the caller's own; comes back with the end of the answer
     * @param fromSequence the first wanted, 1 or above; 1 with {@link RecoveryKind#DEFINITIONS}
     * @param count how many; 0 with {@link RecoveryKind#DEFINITIONS}
     * @return false where the request cannot be sent now
     */
    boolean request(
            long requestId,
            int feedId,
            long session,
            RecoveryKind kind,
            long fromSequence,
            int count);

    /**
     * Gives the handler what has arrived.
     *
     * @return how much that was; 0 where nothing
     */
    int poll(RecoveryHandler handler);

    /** Asks no more. Idempotent. */
    @Override
    void close();
}
