package io.tapewire.latency.command;

import io.tapewire.driver.Layout;
import io.tapewire.latency.campaign.RateSearch;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Terms;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which trials {@code latency} runs. */
final class Grid {
    /** What a trial does. */
    enum Work {
        echo("echo"),
        oneway("one-way"),
        flood("flood"),
        sustained("sustained"),
        volume("volume");

        private final String text;

        Work(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Where trades are journaled. */
    enum Journal {
        off,
        inline,
        separate
    }

    @Option(
            names = "--work",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "echo, one-way, flood, sustained: round trips, one way, as fast as it can, and"
                            + " the highest rate without loss or refusal; volume: so many bytes of"
                            + " trades through the bus within one thread, and flushed. Default:"
                            + " all but volume")
    private List<Work> works = List.of(Work.echo, Work.oneway, Work.flood, Work.sustained);

    @Option(
            names = "--transport",
            split = ",",
            description = "${COMPLETION-CANDIDATES}. Default: udp,ipc; full: all")
    private List<Preset.Transport> transports;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "TRADES/S",
            description = "Of echo and one-way; best odd. Default: 101009; full: four")
    private List<Long> rates;

    @Option(
            names = "--burst",
            paramLabel = "TRADES",
            description = "Due at the same time; of a round trip 512 at most are under way.")
    private int burst = 1;

    @Option(
            names = "--batch",
            paramLabel = "TRADES",
            description = "In a frame: as many as are ready (natural), or 1.")
    private String batch = "natural";

    @Option(
            names = "--journal",
            description =
                    "${COMPLETION-CANDIDATES}: on the reader's thread (inline), or on one of its"
                            + " own, which on two CPUs is one too many.")
    private Journal journal = Journal.off;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description =
                    "Of each end's driver: on the thread of the loop (inline), or on one spinning"
                            + " thread of its own (shared) or three (dedicated), which on two CPUs"
                            + " shows what too few of them do.")
    private Layout layout = Layout.INLINE;

    @Option(
            names = "--no-hops",
            negatable = true,
            description = "Do not stamp where the time goes, of one-way.")
    private boolean hops = true;

    @Option(names = "--instruments", paramLabel = "N", description = "1 to 100,000.")
    private int instruments = 100;

    @Option(names = "--feeds", paramLabel = "N", description = "1 to 1000.")
    private int feeds = 1;

    @Option(
            names = "--volume",
            split = ",",
            paramLabel = "BYTES",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Of volume. Default: 64,1376,16384,262144,1048576")
    private List<Long> volumes = List.of(64L, 1_376L, 16_384L, 262_144L, 1_048_576L);

    @Mixin private ThreadCpus threadCpus;

    @Option(names = "--readers", paramLabel = "N", description = "1 to 8.")
    private int readers = 1;

    @Option(names = "--runs", paramLabel = "N", description = "Of each. Default: 1; full: 3")
    private Integer runs;

    /**
     * The trials, run after run.
     *
     * @param common parameters of every trial
     * @throws picocli.CommandLine.ParameterException where an option is wrong
     */
    List<Slot> slots(CommandSpec command, RunOptions options, Map<String, String> common) {
        Preset preset = options.preset();
        check(command, "--burst", burst, 1, 100_000);
        check(command, "--instruments", instruments, 1, 100_000);
        check(command, "--feeds", feeds, 1, 1_000);
        check(command, "--readers", readers, 1, 8);
        if (layout == Layout.AUTO) {
            throw RunOptions.wrong(command, "--layout auto: give inline, shared or dedicated.");
        }
        check(command, "--runs", runs == null ? 1 : runs, 1, 1_000);
        if (!batch.equals("natural") && !batch.equals("1")) {
            throw RunOptions.wrong(
                    command, "--batch %s is not known: give natural or 1.".formatted(batch));
        }
        threadCpus.check(command, layout, journal == Journal.separate);
        List<TrialSpec> specs = new ArrayList<>();
        for (Preset.Transport transport : transports == null ? preset.transports() : transports) {
            for (Work work : works) {
                if (work != Work.volume) {
                    TrialSpec spec = threadCpus.in(spec(transport, work, common), layout);
                    add(specs, spec, work, command, options);
                }
            }
        }
        if (works.contains(Work.volume)) {
            addVolumes(specs, command, common);
        }
        List<Slot> slots = new ArrayList<>();
        for (int run = 0; run < (runs == null ? preset.runs() : runs); run++) {
            for (TrialSpec spec : specs) {
                slots.add(new Slot(run, spec));
            }
        }
        return slots;
    }

    private void addVolumes(
            List<TrialSpec> specs, CommandSpec command, Map<String, String> common) {
        for (long volume : volumes) {
            check(command, "--volume", volume, 64, 1 << 20);
            specs.add(new TrialSpec("tapewire", "volume", common).with("volumeBytes", volume));
        }
    }

    private TrialSpec spec(Preset.Transport transport, Work work, Map<String, String> common) {
        return new TrialSpec("tapewire", work.toString(), common)
                .with("transport", transport)
                .with("batch", batch)
                .with("journal", journal)
                .with("layout", layout)
                .with("instruments", instruments)
                .with("feeds", feeds)
                .with("readers", readers);
    }

    private void add(
            List<TrialSpec> specs,
            TrialSpec spec,
            Work work,
            CommandSpec command,
            RunOptions options) {
        switch (work) {
            case flood -> specs.add(spec);
            case sustained ->
                    specs.add(
                            Terms.sustained(spec)
                                    .with("rate", RateSearch.HIGHEST)
                                    .with("seconds", options.sustainedSeconds()));
            default -> {
                for (long rate : rates == null ? options.preset().rates() : rates) {
                    check(command, "--rate", rate, 1, 1_000_000_000);
                    TrialSpec paced = Terms.paced(spec.with("rate", rate).with("burst", burst));
                    boolean stamped = hops && work == Work.oneway;
                    specs.add(stamped ? paced.with("hops", "on") : paced);
                }
            }
        }
    }

    private static void check(
            CommandSpec command, String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw RunOptions.wrong(
                    command, "%s %d: give %,d to %,d.".formatted(option, value, least, most));
        }
    }
}
