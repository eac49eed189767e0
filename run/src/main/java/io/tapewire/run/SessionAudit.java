package io.tapewire.run;

import io.tapewire.schemas.TradeDigest;
import io.tapewire.subscriber.SessionEnd;
import java.util.ArrayList;
import java.util.List;

/** What a journal has of one session, and what of it is missing, doubled or changed. */
final class SessionAudit {
    private static final int GAPS_NAMED = 10;

    private final String name;
    private final TradeDigest digest;
    private final List<String> gaps = new ArrayList<>();
    private long gapCount;
    private long missing;
    private long doubled;
    private long last;
    private SessionEnd end;
    private String change;

    SessionAudit(int feedId, long session, long firstSequence, TradeDigest digest) {
        this.name = "feed %s session %d".formatted(Integer.toUnsignedString(feedId), session);
        this.digest = digest;
        if (firstSequence > 1) {
            onGap(1, firstSequence - 1);
        }
    }

    void onGap(long fromSequence, long toSequence) {
        missing += toSequence - fromSequence + 1;
        if (gapCount++ < GAPS_NAMED) {
            gaps.add("%d to %d".formatted(fromSequence, toSequence));
        }
    }

    void onDoubled(long items) {
        doubled += items;
    }

    void onItem(long sequence) {
        last = sequence;
    }

    void onEnd(long lastSequence, SessionEnd how) {
        last = lastSequence;
        end = how;
    }

    /**
     * @param difference from the tape, one clause; null where there is none
     */
    void onCompared(String difference) {
        change = difference;
    }

    /** Whether every item is there, and the journal knows that none follows. */
    boolean isComplete() {
        return missing == 0 && end == SessionEnd.COMPLETE && change == null;
    }

    /** One line. */
    String verdict() {
        List<String> said = new ArrayList<>();
        if (missing > 0) {
            said.add(missing());
        }
        if (end == null) {
            said.add("its end is not there: it goes on, or its publisher died");
        } else if (end == SessionEnd.EARLY) {
            said.add("its publisher stopped before the end of its source");
        } else if (end == SessionEnd.REPLACED) {
            said.add("its end is not there, and a newer session follows");
        }
        if (change != null) {
            said.add(change);
        }
        if (doubled > 0) {
            said.add(Text.count(doubled) + " items are stored twice");
        }
        said.add(
                "%s trades, last sequence %d, digest %s"
                        .formatted(Text.count(digest.count()), last, digest));
        return "%s: %s: %s"
                .formatted(
                        name, isComplete() ? "complete" : "NOT complete", String.join("; ", said));
    }

    private String missing() {
        String more = gapCount > GAPS_NAMED ? " and more" : "";
        return "%s items are missing in %s gaps (%s%s)"
                .formatted(
                        Text.count(missing), Text.count(gapCount), String.join(", ", gaps), more);
    }
}
