package io.tapewire.driver;

/** Each thing that the bus counts for Aeron's tools, by a type id that stays the same for ever. */
public enum BusCounter {
    /** Frames that the media driver took from a publisher. */
    FRAMES_SENT(848_700, "frames sent"),
    /** Bytes of these. */
    BYTES_SENT(848_701, "bytes sent"),
    /** Times that a publisher waited for readers. */
    WAITS(848_702, "waits for readers"),
    /** Frames not sent live: readers were behind. */
    REFUSED_BACK_PRESSURED(848_703, "frames refused by back pressure"),
    /** Frames not sent live: nobody listened. */
    REFUSED_NOT_CONNECTED(848_704, "frames refused as nobody listened"),
    /** Frames not sent: the publication was closed. */
    REFUSED_CLOSED(848_705, "frames refused by a closed publication"),
    /** Frames not sent: the stream was at its greatest position. */
    REFUSED_MAX_POSITION(848_706, "frames refused at the greatest position"),

    /** Good frames that a subscriber received. */
    FRAMES_RECEIVED(848_720, "frames received"),
    /** Bytes of these. */
    BYTES_RECEIVED(848_721, "bytes received"),
    /** Messages that were no frame to believe. */
    FRAMES_REJECTED(848_722, "frames rejected"),
    /** Gaps that a subscriber found. */
    GAPS(848_723, "gaps found"),
    /** Items in these. */
    MISSING(848_724, "items missing"),
    /** Items that arrived again, and were dropped. */
    DUPLICATES(848_725, "duplicate items dropped"),
    /** Items of gaps that arrived after all. */
    FILLED(848_726, "missing items filled"),
    /** Items that nobody had any more. */
    ABANDONED(848_727, "items abandoned"),
    /** Frames that found no room until their turn. */
    NOT_HELD(848_728, "frames not held for want of room"),
    /** Frames that sources answered with. */
    FRAMES_RECOVERED(848_729, "frames recovered from sources"),
    /** Frames of feeds beyond those that a subscriber follows. */
    FEEDS_REFUSED(848_730, "frames of feeds too many"),
    /** Frames of a second publisher of a session. */
    CONFLICTS(848_731, "frames refused of a second publisher"),
    /** Announcements of sources that are at no address. */
    BAD_ANNOUNCEMENTS(848_732, "bad announcements of sources"),
    /** Frames that one of several lines was the first to bring. */
    LINE_FIRST(848_733, "frames that a line brought first"),
    /** Items that one of several lines did not bring. */
    LINE_LOST(848_734, "items that a line lost"),
    /** Times that one of several lines died for a feed. */
    LINE_DEATHS(848_735, "times that a line died"),

    /** Frames that a journal kept. */
    FRAMES_JOURNALED(848_740, "frames journaled"),
    /** Bytes of these. */
    BYTES_JOURNALED(848_741, "bytes journaled"),
    /** Times that a journal answered "not now". */
    JOURNAL_REFUSALS(848_742, "times the journal had no room"),

    /** Requests that a recovery server understood. */
    REQUESTS(848_760, "requests for frames"),
    /** Frames that it answered with. */
    FRAMES_SERVED(848_761, "frames served"),
    /** Requests that it refused: too much was asked. */
    REQUESTS_REFUSED(848_762, "requests refused as busy"),
    /** Messages to it that were no request. */
    REQUESTS_MALFORMED(848_763, "messages that were no request"),
    /** Idle clients that made room for others. */
    CLIENTS_LET_GO(848_764, "idle clients let go"),

    /** Datagrams that a driver sent, less its calls for them: the kernel counts the calls. */
    CALLS_SPARED(848_781, "calls spared by sending datagrams together");

    private final int typeId;
    private final String text;

    BusCounter(int typeId, String text) {
        this.typeId = typeId;
        this.text = text;
    }

    /** Aeron keeps those below 1000 for itself. */
    public int typeId() {
        return typeId;
    }

    /** The label of a counter of it, to be completed by where it is counted. */
    String label(String where) {
        return "tapewire %s: %s".formatted(text, where);
    }

    /** What is counted, as the counter's label says it. */
    public String text() {
        return text;
    }
}
