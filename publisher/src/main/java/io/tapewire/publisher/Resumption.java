package io.tapewire.publisher;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.TapewireException;
import java.util.List;

/**
 * Where a session goes on whose publisher died: as a journal of it ends. Immutable.
 *
 * @param session to go on with
 * @param nextSequence of the first item to be published, after those that the journal has
 * @param instruments all that those items defined, in order of their ids, from 0
 */
public record Resumption(long session, long nextSequence, List<Instrument> instruments) {
    public Resumption {
        instruments = List.copyOf(instruments);
        if (session <= 0) {
            throw new TapewireException(
                    "A session cannot be named %d: give ns since the epoch.".formatted(session));
        }
        if (nextSequence <= instruments.size()) {
            throw new TapewireException(
                    "Session %d cannot go on at %d: its %d instruments took a sequence each."
                            .formatted(session, nextSequence, instruments.size()));
        }
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).id() != i) {
                throw new TapewireException(
                        "Instrument %s of session %d has id %d, not %d: give all in order of id."
                                .formatted(
                                        instruments.get(i), session, instruments.get(i).id(), i));
            }
        }
    }

    /** A session of which nothing was published yet. */
    static Resumption ofNothing(long session) {
        return new Resumption(session, 1, List.of());
    }
}
