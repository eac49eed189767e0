package io.tapewire.publisher;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounter;
import io.tapewire.driver.BusCounters;

/** What a publisher shows to Aeron's tools. */
final class PublisherCounters {
    private PublisherCounters() {}

    /** Where there is no room for them the sender is closed. */
    static BusCounters open(
            BusConnection connection, PublisherSettings settings, LineSenders sender) {
        String where =
                "feed=%s stream=%d channel=%s"
                        .formatted(
                                Integer.toUnsignedString(settings.feedId()),
                                settings.lines().get(0).streamId(),
                                settings.lines().get(0).channel());
        BusCounters counters = BusCounters.open(connection);
        try {
            counters.add(BusCounter.BYTES_SENT, where, sender::bytesSent)
                    .add(BusCounter.WAITS, where, sender::waits);
            for (PublishResult result : PublishResult.values()) {
                if (result != PublishResult.BATCHED) {
                    counters.add(counterOf(result), where, () -> sender.frames(result));
                }
            }
            return counters;
        } catch (RuntimeException e) {
            counters.close();
            sender.close();
            throw e;
        }
    }

    private static BusCounter counterOf(PublishResult result) {
        return switch (result) {
            case NOT_CONNECTED -> BusCounter.REFUSED_NOT_CONNECTED;
            case BACK_PRESSURED -> BusCounter.REFUSED_BACK_PRESSURED;
            case CLOSED -> BusCounter.REFUSED_CLOSED;
            case MAX_POSITION -> BusCounter.REFUSED_MAX_POSITION;
            default -> BusCounter.FRAMES_SENT;
        };
    }
}
