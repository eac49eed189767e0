package io.tapewire.schemas;

/** What {@link FrameDecoder#wrap} found: a frame to believe, or the reason to reject it. */
public enum FrameStatus {
    /** Checked whole; the accessors may be used. */
    OK("a good frame"),
    /** A part of a message that is longer than one datagram, which no frame is. */
    FRAGMENT("a part of a longer message"),
    /** Fewer bytes than the message header and the frame prefix take. */
    TOO_SHORT("shorter than a frame prefix"),
    /** Another schema id: not a frame of this bus, or its first bytes are damaged. */
    FOREIGN_SCHEMA("of another schema"),
    /** The bytes are not those that were sealed. */
    CHECKSUM("damaged: its checksum does not match"),
    /** A template that the version it claims does not have. */
    UNKNOWN_TEMPLATE("of an unknown template"),
    /** The fixed block is shorter than this template's in that version. */
    BLOCK_LENGTH("of an impossible block length"),
    /** The items are shorter than this template's in that version. */
    ITEM_LENGTH("of an impossible item length"),
    /** The prefix and the head of the items disagree on how many items there are. */
    ITEM_COUNT("of an impossible item count"),
    /** The length is not what block, item length and item count add up to. */
    LENGTH("not as long as its items"),
    /** A sequence below 1, one that would pass 2^63, or a session before the epoch. */
    SEQUENCE("of an impossible sequence or session");

    private final String text;

    FrameStatus(String text) {
        this.text = text;
    }

    /** Completes the sentence "the frame is ...". */
    public String text() {
        return text;
    }
}
