package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.sbe.AggressorSide;
import io.tapewire.schemas.sbe.PriceDecoder;
import io.tapewire.schemas.sbe.QuantityDecoder;
import org.junit.jupiter.api.Test;

/** What the schema says and what our own constants say is the same. */
class SchemaTest {
    @Test
    void shouldHaveTheExponentsOfDecimal() {
        assertEquals(-Decimal.PRICE_DECIMALS, new PriceDecoder().exponent());
        assertEquals(-Decimal.QUANTITY_DECIMALS, new QuantityDecoder().exponent());
    }

    @Test
    void shouldHaveTheSides() {
        for (Side side : Side.values()) {
            assertEquals(AggressorSide.valueOf(side.name()), side.wireValue());
            assertEquals(side, Side.of(side.wireValue().value()));
        }
        assertEquals(Side.NONE, Side.of(Side.values().length));
        assertEquals(Side.NONE, Side.of(255));
        assertEquals(Side.NONE, Side.of(-1));
    }

    @Test
    void shouldHaveTheNullOfATradeId() {
        assertEquals(Long.MIN_VALUE, TradeFrameEncoder.NO_TRADE_ID);
    }

    @Test
    void shouldHaveTheLengthsOfTheWireFormat() {
        assertEquals(44, FrameDecoder.MIN_LENGTH);
        assertEquals(48, TradeFrameEncoder.ITEMS_OFFSET);
        assertEquals(40, TradeFrameEncoder.TRADE_LENGTH);
        assertEquals(53, ControlFrameEncoder.MAX_LENGTH);
    }
}
