package io.tapewire.run.output;

import io.tapewire.schemas.TapewireException;

/** How trades are written to standard output. In lower case, as a user writes them. */
public enum OutputFormat {
    /** A tape. */
    csv {
        @Override
        public TradeOutput open(boolean live) {
            return new CsvOutput(new StandardOutput());
        }

        @Override
        public TradeOutput openConflated() {
            OutputThread thread = StandardOutput.thread();
            StandardOutput out = new StandardOutput(thread);
            return new ConflatedOutput(CsvOutput.conflated(out), out, thread);
        }
    },
    /** One JSON object a line. */
    json {
        @Override
        public TradeOutput open(boolean live) {
            return new JsonOutput(new StandardOutput());
        }

        @Override
        public TradeOutput openConflated() {
            OutputThread thread = StandardOutput.thread();
            StandardOutput out = new StandardOutput(thread);
            return new ConflatedOutput(new JsonOutput(out), out, thread);
        }
    },
    /** Counts and latency at the end. */
    stats {
        @Override
        public TradeOutput open(boolean live) {
            return new StatsOutput(new StandardOutput(), live);
        }

        @Override
        public TradeOutput openConflated() {
            throw new TapewireException(
                    "Statistics are of every trade and hold nobody up: give --format csv or json to"
                            + " conflate.");
        }
    };

    /**
     * Opens standard output in this format.
     *
     * @param live whether the trades come as they are published, so that their latency means
     *     something
     */
    public abstract TradeOutput open(boolean live);

    /**
     * Opens standard output for the latest trade of each instrument, as fast as it is taken.
     *
     * @throws TapewireException where the format has no such form
     */
    public abstract TradeOutput openConflated();
}
