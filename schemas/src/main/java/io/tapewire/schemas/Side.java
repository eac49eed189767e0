package io.tapewire.schemas;

import io.tapewire.schemas.sbe.AggressorSide;
import java.util.Arrays;

/** Which side crossed the spread. The ordinals are the values on the wire. */
public enum Side {
    /** Not known, or the trade had no aggressor. */
    NONE(""),
    /** The buyer. */
    BUY("B"),
    /** The seller. */
    SELL("S");

    // One for each value that a byte can have: found without a comparison.
    private static final Side[] BY_WIRE_VALUE = byWireValue();
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
     * @param wireValue as carried in a frame, a byte
     * @return its side; {@link #NONE} for a value that a newer version added
     */
    public static Side of(int wireValue) {
        return BY_WIRE_VALUE[wireValue & 0xFF];
    }

    private static Side[] byWireValue() {
        Side[] sides = new Side[1 << Byte.SIZE];
        Arrays.fill(sides, NONE);
        System.arraycopy(values(), 0, sides, 0, values().length);
        return sides;
    }

    /** How a tape writes it: {@code B}, {@code S} or nothing. */
    public String text() {
        return text;
    }
}
