package io.tapewire.latency.compare;

/** What became of a goal. */
public enum Verdict {
    /** All of the interval keeps the goal. */
    MET("met"),
    /** Nothing of the interval keeps it. */
    MISSED("MISSED"),
    /** The goal lies within the interval, or there are under three pairs: more may tell. */
    UNCLEAR("unclear"),
    /** No trial whose numbers count. */
    FAILED("FAILED"),
    /** The run was stopped before there was enough to compare. */
    NOT_RUN("not run"),
    /** There was no goal. */
    NONE("");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** As it is written in tables. */
    public String text() {
        return text;
    }
}
