package io.tapewire.driver;

import io.aeron.CommonContext;
import io.tapewire.schemas.TapewireException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver of ours is started with, embedded or standalone. Immutable, any thread; checked as
 * a whole when built.
 */
public final class DriverSettings {
    private static final int TERM_MIN_BYTES = 64 << 10;
    private static final int TERM_MAX_BYTES = 1 << 30;
    private static final int MTU_MIN_BYTES = 256;
    private static final int MTU_MAX_BYTES = 65504;
    private static final int FRAME_ALIGNMENT_BYTES = 32;

    private final String dir;
    private final Layout layout;
    private final Idle idle;
    private final Map<Role, Integer> pins;
    private final boolean force;
    private final int termLengthBytes;
    private final int mtuLengthBytes;
    private final UsableCpus cpus;
    private final SocketBuffers sockets;
    private final InducedLoss loss;
    private final boolean offload;

    private DriverSettings(Builder from, UsableCpus cpus) {
        dir = from.dir;
        layout = from.layout;
        idle = from.idle;
        pins = Pins.copyOf(from.pins);
        force = from.force;
        termLengthBytes = from.termLengthBytes;
        mtuLengthBytes = from.mtuLengthBytes;
        sockets = SocketBuffers.granted();
        loss = from.loss;
        offload = from.offload;
        this.cpus = cpus;
    }

    /** The defaults: everything chosen by the machine, logs that fit a 64 MiB /dev/shm. */
    public static DriverSettings defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The directory that was asked for, or nothing: Aeron's own, or one of its own if embedded. */
    public Optional<String> namedDir() {
        return Optional.ofNullable(dir);
    }

    /** The directory of a standalone driver: the named one, or Aeron's default. */
    public String aeronDir() {
        return dir == null ? CommonContext.getAeronDirectoryName() : dir;
    }

    /** As asked for; what became of it is in the {@link LayoutPlan}. */
    public Layout layout() {
        return layout;
    }

    /** As asked for; what became of it is in the {@link LayoutPlan}. */
    public Idle idle() {
        return idle;
    }

    /** As asked for, unmodifiable, empty for none. */
    public Map<Role, Integer> pins() {
        return pins;
    }

    /** Whether more spinning threads than CPUs are let through. */
    public boolean force() {
        return force;
    }

    /** Length of one of a log's three terms, over UDP and IPC alike. */
    public int termLengthBytes() {
        return termLengthBytes;
    }

    /** The longest datagram's payload, Aeron's header included, over UDP and IPC alike. */
    public int mtuLengthBytes() {
        return mtuLengthBytes;
    }

    /** The CPUs that these settings were checked against. */
    UsableCpus cpus() {
        return cpus;
    }

    SocketBuffers sockets() {
        return sockets;
    }

    /** One by one where some are lost on purpose: each of them is to have its own fate. */
    DatagramBatch batch() {
        boolean isOffered = offload && loss.rate() == 0 && SocketOffload.isOffered();
        return isOffered
                ? DatagramBatch.of(mtuLengthBytes, termLengthBytes, sockets.sendLengthBytes())
                : new DatagramBatch(mtuLengthBytes, 1);
    }

    InducedLoss loss() {
        return loss;
    }

    /** One line a setting, to be printed at start. */
    public List<String> describe() {
        return List.of(
                "dir          " + (dir == null ? "default" : dir),
                "layout       " + layout + (force ? ", forced" : ""),
                "idle         " + idle,
                "pins         " + Pins.format(pins),
                "term length  " + Lengths.format(termLengthBytes),
                "mtu          %d, datagrams at once %d"
                        .formatted(mtuLengthBytes, batch().datagrams()),
                "sockets      receive %s, send %s, window %s"
                        .formatted(
                                Lengths.format(sockets.receiveLengthBytes()),
                                Lengths.format(sockets.sendLengthBytes()),
                                Lengths.format(sockets.windowLengthBytes(termLengthBytes))));
    }

    @Override
    public String toString() {
        return String.join("; ", describe()).replaceAll(" {2,}", " ");
    }

    private DriverSettings checked() {
        require(dir == null || !dir.isBlank(), "The driver's directory is blank: name one.");
        require(
                termLengthBytes >= TERM_MIN_BYTES
                        && termLengthBytes <= TERM_MAX_BYTES
                        && Integer.bitCount(termLengthBytes) == 1,
                "Term length %d is not a power of two from 64 KiB to 1 GiB; 4194304 is the default.",
                termLengthBytes);
        int mtuMost = Math.min(MTU_MAX_BYTES, termLengthBytes / 8);
        require(
                mtuLengthBytes >= MTU_MIN_BYTES
                        && mtuLengthBytes <= mtuMost
                        && mtuLengthBytes % FRAME_ALIGNMENT_BYTES == 0,
                "MTU %d is not a multiple of 32 from 256 to %d (at most an eighth of the term"
                        + " length); 1408 is the default.",
                mtuLengthBytes,
                mtuMost);
        require(
                loss.rate() >= 0 && loss.rate() <= 1,
                "Loss rate %s is no share of the datagrams: give one from 0 to 1.",
                loss.rate());
        pins.forEach(
                (role, cpu) ->
                        require(
                                cpus.contains(cpu),
                                "Pin %s=%d: this process may not run on CPU %d; it has %s.",
                                role.word(),
                                cpu,
                                cpu,
                                cpus));
        return this;
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new TapewireException(sentence.formatted(values));
        }
    }

    /** Collects settings; not thread safe. */
    public static final class Builder {
        private String dir;
        private Layout layout = Layout.AUTO;
        private Idle idle = Idle.AUTO;
        private Map<Role, Integer> pins = Map.of();
        private boolean force;
        private int termLengthBytes = 4 << 20;
        private int mtuLengthBytes = 1408;
        private InducedLoss loss = InducedLoss.NONE;
        private boolean offload = true;

        private Builder() {}

        /** The directory that driver and clients share. */
        public Builder aeronDir(String directory) {
            dir = directory;
            return this;
        }

        /** How the driver's work is spread over threads. */
        public Builder layout(Layout wanted) {
            layout = wanted;
            return this;
        }

        /** What idle threads do. */
        public Builder idle(Idle wanted) {
            idle = wanted;
            return this;
        }

        /**
         * @param text {@code role=cpu,role=cpu}; empty for none
         * @throws TapewireException if it is not that
         */
        public Builder pins(String text) {
            pins = Pins.parse(text);
            return this;
        }

        /** Lets more spinning threads through than there are CPUs. */
        public Builder force(boolean forced) {
            force = forced;
            return this;
        }

        /** A power of two from 64 KiB to 1 GiB; a log takes three of them. */
        public Builder termLengthBytes(int lengthBytes) {
            termLengthBytes = lengthBytes;
            return this;
        }

        /** A multiple of 32; 1408 fits every Ethernet. */
        public Builder mtuLengthBytes(int lengthBytes) {
            mtuLengthBytes = lengthBytes;
            return this;
        }

        /**
         * Whether the kernel may be given several datagrams at once, and joins those that arrive,
         * where it can: the default. Frames and datagrams are the same.
         */
        public Builder offload(boolean wanted) {
            offload = wanted;
            return this;
        }

        /**
         * For tests: loses datagrams that arrive at this driver, data and control alike. Over UDP
         * only: nothing is lost over IPC. A notice says so when the driver starts.
         *
         * @param rate 0 to 1, the share that is lost
         * @param seed of the dice
         */
        public Builder loss(double rate, long seed) {
            loss = new InducedLoss(rate, seed);
            return this;
        }

        /**
         * @throws TapewireException naming the first setting that is wrong
         */
        public DriverSettings build() {
            return build(UsableCpus.ofThisProcess());
        }

        DriverSettings build(UsableCpus cpus) {
            return new DriverSettings(this, cpus).checked();
        }
    }
}
