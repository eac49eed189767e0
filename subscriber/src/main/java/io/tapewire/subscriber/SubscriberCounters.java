package io.tapewire.subscriber;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounter;
import io.tapewire.driver.BusCounters;
import io.tapewire.schemas.FrameStatus;

/** What a subscriber shows to Aeron's tools. */
final class SubscriberCounters {
    private SubscriberCounters() {}

    static BusCounters open(
            BusConnection connection, BusAddress address, FeedSubscriber subscriber) {
        String where = "stream=%d channel=%s".formatted(address.streamId(), address.channel());
        DeliveryCounts counts = subscriber.counts();
        BusCounters counters =
                BusCounters.open(connection)
                        .add(
                                BusCounter.FRAMES_RECEIVED,
                                where,
                                () -> subscriber.frames(FrameStatus.OK))
                        .add(BusCounter.BYTES_RECEIVED, where, subscriber::bytes)
                        .add(BusCounter.FRAMES_REJECTED, where, subscriber::rejected)
                        .add(BusCounter.GAPS, where, counts::gapsFound)
                        .add(BusCounter.MISSING, where, counts::missing)
                        .add(BusCounter.FILLED, where, counts::filled)
                        .add(BusCounter.ABANDONED, where, counts::abandoned)
                        .add(BusCounter.DUPLICATES, where, counts::duplicates)
                        .add(BusCounter.NOT_HELD, where, counts::notHeld)
                        .add(BusCounter.FRAMES_RECOVERED, where, counts::recoveredFrames)
                        .add(BusCounter.FEEDS_REFUSED, where, subscriber::ofFeedsRefused)
                        .add(BusCounter.CONFLICTS, where, subscriber::conflicts)
                        .add(BusCounter.BAD_ANNOUNCEMENTS, where, subscriber::badAnnouncements);
        if (subscriber.lines().size() > 1) {
            for (Line line : subscriber.lines()) {
                String which = line.name() + ", " + where;
                counters.add(BusCounter.LINE_FIRST, which, line::first)
                        .add(BusCounter.LINE_LOST, which, line::lost)
                        .add(BusCounter.LINE_DEATHS, which, line::deaths);
            }
        }
        return counters;
    }
}
