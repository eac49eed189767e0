package io.tapewire.subscriber;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.Tether;
import io.tapewire.schemas.TapewireException;
import io.tapewire.subscriber.faults.Faults;
import java.util.List;

/**
 * How feeds are received. Immutable.
 *
 * @param lines where the feeds are carried, each line all of them; one, or several for the first
 *     arrival to win
 * @param start where in a session the reader begins
 * @param order whether a gap is waited for, or told and skipped
 * @param repair how what is missing is dealt with, in order
 * @param tether whether this reader, where it is slow, holds the publisher and the others up
 * @param faults made on purpose between what arrives and the check of it, for tests
 */
public record SubscriberSettings(
        List<BusAddress> lines,
        StartPoint start,
        Order order,
        RepairSettings repair,
        Tether tether,
        Faults faults) {
    /** What a gap does to the items after it. */
    public enum Order {
        /** They wait until it is filled, from another line or a source, or abandoned. */
        IN_ORDER,
        /** They are handed on at once; the gap is abandoned when found, and no source is asked. */
        SKIP_AND_TELL,
        /** As in order, until this reader is left behind because it is slow: then it ends. */
        UNTIL_LEFT_BEHIND
    }

    /** One line, the default address, in order from live on. */
    public static final SubscriberSettings DEFAULT =
            new SubscriberSettings(
                    List.of(BusAddress.DEFAULT),
                    StartPoint.LIVE,
                    Order.IN_ORDER,
                    RepairSettings.DEFAULT,
                    Tether.UNTETHERED,
                    Faults.NONE);

    public SubscriberSettings {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > Line.MAX_LINES) {
            throw new TapewireException(
                    "A reader has 1 to %d lines, not %d.".formatted(Line.MAX_LINES, lines.size()));
        }
        if (order == Order.SKIP_AND_TELL && start != StartPoint.LIVE) {
            throw new TapewireException(
                    "A reader that skips gaps asks for no history: it can only start live.");
        }
        if (order == Order.UNTIL_LEFT_BEHIND && tether == Tether.TETHERED) {
            throw new TapewireException(
                    "A tethered reader is never left behind, so it cannot end because of that.");
        }
    }

    /** The same on other lines. */
    public SubscriberSettings withLines(BusAddress... others) {
        return new SubscriberSettings(List.of(others), start, order, repair, tether, faults);
    }

    /** The same from another start. */
    public SubscriberSettings withStart(StartPoint other) {
        return new SubscriberSettings(lines, other, order, repair, tether, faults);
    }

    /** The same with another order. */
    public SubscriberSettings withOrder(Order other) {
        return new SubscriberSettings(lines, start, other, repair, tether, faults);
    }

    /** The same, holding the others up or not. */
    public SubscriberSettings withTether(Tether other) {
        return new SubscriberSettings(lines, start, order, repair, other, faults);
    }

    /** The same with faults made on purpose. */
    public SubscriberSettings withFaults(Faults other) {
        return new SubscriberSettings(lines, start, order, repair, tether, other);
    }

    /** The same with other repair. */
    public SubscriberSettings withRepair(RepairSettings other) {
        return new SubscriberSettings(lines, start, order, other, tether, faults);
    }
}
