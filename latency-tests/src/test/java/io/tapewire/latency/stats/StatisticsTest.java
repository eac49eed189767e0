package io.tapewire.latency.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void shouldTakeTheMiddle() {
        assertEquals(2, Statistics.median(3, 1, 2));
        assertEquals(2.5, Statistics.median(4, 1, 2, 3));
        assertEquals(Double.NaN, Statistics.median());
    }

    @Test
    void shouldHoldTheTrueMedianNineteenTimesOfTwenty() {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < 200; i++) {
            List<Double> sample = random.doubles(15, 0, 2).boxed().toList();
            Spread spread = Statistics.spread(sample);
            held += spread.low() <= 1 && 1 <= spread.high() ? 1 : 0;
        }
        assertTrue(held >= 180 && held < 200, held + " of 200");
    }

    @Test
    void shouldGiveOneValueNoWidth() {
        assertEquals(new Spread(1.5, 1.5, 1.5), Statistics.spread(List.of(1.5)));
    }

    @Test
    void shouldDivideMedians() {
        Spread quotient = Statistics.quotient(List.of(2.2, 2.2, 2.2), List.of(2.0, 2.0, 2.0));
        assertEquals(1.1, quotient.median(), 1e-9);
        assertEquals(1.1, quotient.low(), 1e-9);
    }

    @Test
    void shouldResolveNoLessThanTrialsOfTheSameThingDiffer() {
        assertEquals(0, Statistics.resolution(List.of(1.0, 1.0), 4));
        assertEquals(0.1, Statistics.resolution(List.of(1.1, 1 / 1.1), 1), 1e-9);
    }

    @Test
    void shouldResolveMoreWithMorePairs() {
        Random random = new Random(7);
        List<Double> noise = random.doubles(40).mapToObj(x -> Math.exp(0.1 * (x - 0.5))).toList();
        assertTrue(Statistics.resolution(noise, 16) < 0.7 * Statistics.resolution(noise, 4));
    }

    @Test
    void shouldKnowOnlyPercentilesWithTenValuesBeyond() {
        Histogram histogram = new Histogram(3);
        histogram.setAutoResize(true);
        for (int i = 1; i <= 1_000; i++) {
            histogram.recordValue(i);
        }
        Histogram back = Histograms.decode(Histograms.encode(histogram));

        assertEquals(500, Histograms.percentile(back, 50));
        assertEquals(990, Histograms.percentile(back, 99));
        assertEquals(Double.NaN, Histograms.percentile(back, 99.9));
        assertEquals(1_000, Histograms.curve(back).get(Histograms.curve(back).size() - 1).ns());
    }
}
