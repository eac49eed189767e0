package io.tapewire.publisher;

import io.aeron.AeronCounters;
import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusConnection;
import org.agrona.concurrent.status.CountersReader;

/** Whether the media driver has sent everything that a publication gave it. */
final class SendProgress {
    private final CountersReader counters;
    private final ExclusivePublication publication;
    private final int senderPositionId;

    SendProgress(BusConnection connection, ExclusivePublication publication) {
        this.publication = publication;
        this.counters = connection.aeron().countersReader();
        this.senderPositionId =
                counters.findByTypeIdAndRegistrationId(
                        AeronCounters.DRIVER_SENDER_POSITION_TYPE_ID, publication.registrationId());
    }

    /** True as well where there is nothing to send: over IPC, or once closed or unheard. */
    boolean isComplete() {
        return senderPositionId == CountersReader.NULL_COUNTER_ID
                || publication.isClosed()
                || !publication.isConnected()
                || counters.getCounterValue(senderPositionId) >= publication.position();
    }
}
