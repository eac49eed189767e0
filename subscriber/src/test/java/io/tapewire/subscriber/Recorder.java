package io.tapewire.subscriber;

import java.util.ArrayList;
import java.util.List;

/** Writes down everything it hears, a line each, in order. */
final class Recorder implements FeedListener, TradeListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onTrade(Trade trade) {
        heard.add("trade " + trade.sequence());
    }

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        heard.add("started " + feedId + "/" + session + " at " + firstSequence);
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {
        heard.add("ended " + feedId + "/" + session + " at " + lastSequence + " " + end);
    }

    @Override
    public void onGapAbandoned(int feedId, long session, long fromSequence, long toSequence) {
        heard.add("gap " + fromSequence + ".." + toSequence);
    }

    @Override
    public void onDuplicate(int feedId, long session, long fromSequence, long toSequence) {
        heard.add("duplicate " + fromSequence + ".." + toSequence);
    }

    @Override
    public void onStaleSession(int feedId, long session) {
        heard.add("stale " + feedId + "/" + session);
    }

    List<String> take() {
        List<String> taken = List.copyOf(heard);
        heard.clear();
        return taken;
    }
}
