package io.tapewire.run;

import io.tapewire.driver.Tether;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SubscriberSettings.Order;

/** What becomes of a reader that cannot keep up. In lower case, as a user writes them. */
enum WhenSlow {
    /** It is left behind, asks for what it missed, and is live again when it can. */
    recover(Tether.UNTETHERED, Order.IN_ORDER),
    /** It is left behind, and says what it missed. */
    skip(Tether.UNTETHERED, Order.SKIP_AND_TELL),
    /** It writes of each instrument the latest trade and what that stands for. */
    conflate(Tether.UNTETHERED, Order.IN_ORDER),
    /** It is left behind, and ends. */
    disconnect(Tether.UNTETHERED, Order.UNTIL_LEFT_BEHIND),
    /** Publisher and other readers wait for it. */
    block(Tether.TETHERED, Order.IN_ORDER);

    private final Tether tether;
    private final Order order;

    WhenSlow(Tether tether, Order order) {
        this.tether = tether;
        this.order = order;
    }

    SubscriberSettings of(SubscriberSettings settings, StartPoint start) {
        return settings.withTether(tether).withOrder(order).withStart(start);
    }
}
