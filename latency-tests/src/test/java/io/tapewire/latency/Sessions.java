package io.tapewire.latency;

import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.SessionEnd;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happens to feeds. */
final class Sessions implements FeedListener {
    private final List<String> heard = new ArrayList<>();
    private int ended;

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        heard.add("started at " + firstSequence);
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {
        heard.add("ended " + end);
        ended++;
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
    public void onRejected(FrameStatus reason) {
        heard.add("rejected " + reason);
    }

    boolean ended() {
        return ended > 0;
    }

    List<String> heard() {
        return heard;
    }
}
