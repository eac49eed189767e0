package io.tapewire.schemas;

import io.tapewire.schemas.sbe.AggressorSide;

/** Which side crossed the spread. The ordinals are the values on the wire. */
public enum Side {
    /** Not known, or the trade had no aggressor. */
    NONE(""),
    /** The buyer. */
    BUY("B"),
    /** The seller. */
    SELL("S");

    private static final Side[] BY_WIRE_VALUE = values();
    private static final AggressorSide[] WIRE_VALUES = {
        AggressorSide.NONE, AggressorSide.BUY, AggressorSide.SELL
    };

    private final String text;

    Side(String text) {
        this.text = text;
    }

    AggressorSide wireValue() {
        return WIRE_VALUES[ordinal()];
    }

    /**
     * @param wireValue as carried in a frame
     * @return its side; {@link #NONE} for a value that a newer version added
     */
    public static Side of(int wireValue) {
        return wireValue >= 0 && wireValue < BY_WIRE_VALUE.length ? BY_WIRE_VALUE[wireValue] : NONE;
    }

    /** How a tape writes it: {@code B}, {@code S} or nothing. */
    public String text() {
        return text;
    }
}
