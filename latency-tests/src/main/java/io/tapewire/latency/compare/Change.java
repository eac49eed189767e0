package io.tapewire.latency.compare;

import io.tapewire.latency.stats.Spread;

/**
 * How a row differs from the same row of an earlier run.
 *
 * @param name of the comparison
 * @param before median then
 * @param now median now
 * @param quotient of now and then, NaN where they cannot be divided
 * @param needed the smallest change of the median that counts; 0.03 is three percent
 * @param outcome better, worse, or neither
 */
public record Change(
        String name, double before, double now, Spread quotient, double needed, Outcome outcome) {

    /** What the rule says. */
    public enum Outcome {
        BETTER("better"),
        WORSE("WORSE"),
        NO_DIFFERENCE("no difference"),
        NOT_COMPARED("not compared");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** As it is written in tables. */
        public String text() {
            return text;
        }
    }
}
