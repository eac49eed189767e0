package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.run.output.TradeFeed;
import io.tapewire.schemas.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeFilterTest {
    private static final long T0 = 1_700_000_000_000_000_000L;

    /** Trades of the sequences 1 to 5; their times run backwards, from T0 + 4 to T0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | 1,2,3,4,5",
                "2 | - | 2,3,4,5",
                "- | 2 | 1,2",
                "2 | 4 | 2,3,4",
                "3 | 3 | 3",
                "4 | 2 | ''",
                "6 | - | ''",
                "1700000000000000003 | - | 1,2",
                "- | 1700000000000000001 | 4,5",
                "2023-11-14T22:13:20.000000001Z | 1700000000000000003 | 2,3,4",
                "2 | 1700000000000000001 | 4,5",
            })
    void shouldLetTheRangeThrough(String from, String to, String expected) {
        List<String> heard = new ArrayList<>();
        TradeFeed feed =
                new TradeFeed(
                        new RangeFilter(
                                from == null ? null : Bound.parse(from),
                                to == null ? null : Bound.parse(to),
                                trade -> heard.add(Long.toString(trade.sequence()))));
        for (int i = 0; i < 5; i++) {
            feed.trade(T0 + 4 - i, 0, Side.BUY, i);
        }

        assertEquals(expected, String.join(",", heard));
    }
}
