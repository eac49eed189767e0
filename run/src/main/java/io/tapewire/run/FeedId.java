package io.tapewire.run;

import io.tapewire.schemas.TapewireException;

/** A feed id as a user writes it: 0 to 4294967295. */
record FeedId(int value) {
    static final FeedId DEFAULT = new FeedId(1);

    static FeedId parse(String text) {
        try {
            return new FeedId(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            throw new TapewireException("'" + text + "' is no feed id: give 0 to 4294967295.", e);
        }
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(value);
    }
}
