package io.tapewire.schemas.recovery;

/**
 * Where a source is asked and where it answers.
 *
 * @param requestChannel an Aeron channel that requests are published to
 * @param requestStreamId on that channel
 * @param responseControl host and port of the control endpoint that answers come from
 * @param responseStreamId of the answers
 */
public record RecoveryAddress(
        String requestChannel, int requestStreamId, String responseControl, int responseStreamId) {}
