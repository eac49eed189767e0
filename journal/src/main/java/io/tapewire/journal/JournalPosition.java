package io.tapewire.journal;

/**
 * How far a feed is journaled.
 *
 * @param session of the last frame journaled
 * @param nextSequence of the item that would follow it
 * @param ended whether that frame was the session's end
 */
public record JournalPosition(long session, long nextSequence, boolean ended) {}
