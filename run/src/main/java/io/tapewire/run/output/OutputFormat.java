package io.tapewire.run.output;

/** How trades are written to standard output. In lower case, as a user writes them. */
public enum OutputFormat {
    /** A tape. */
    csv {
        @Override
        public TradeOutput open(boolean live) {
            return new CsvOutput(new StandardOutput());
        }
    },
    /** One JSON object a line. */
    json {
        @Override
        public TradeOutput open(boolean live) {
            return new JsonOutput(new StandardOutput());
        }
    },
    /** Counts and latency at the end. */
    stats {
        @Override
        public TradeOutput open(boolean live) {
            return new StatsOutput(new StandardOutput(), live);
        }
    };

    /**
     * Opens standard output in this format.
     *
     * @param live whether the trades come as they are published, so that their latency means
     *     something
     */
    public abstract TradeOutput open(boolean live);
}
