package io.tapewire.run;

import io.tapewire.schemas.TapewireException;
import io.tapewire.subscriber.StartPoint;

/** Where a reader begins, as a user writes it. */
record Start(StartPoint point) {
    static Start parse(String text) {
        return new Start(
                switch (text) {
                    case "live" -> StartPoint.LIVE;
                    case "beginning" -> StartPoint.BEGINNING;
                    default -> point(text);
                });
    }

    private static StartPoint point(String text) {
        try {
            Bound bound = Bound.parse(text);
            return bound.isTime()
                    ? StartPoint.time(bound.value())
                    : StartPoint.sequence(bound.value());
        } catch (TapewireException e) {
            throw new TapewireException(
                    "'%s' is no start: give live, beginning, a sequence from 1, or a time as ns or ISO-8601."
                            .formatted(text),
                    e);
        }
    }
}
