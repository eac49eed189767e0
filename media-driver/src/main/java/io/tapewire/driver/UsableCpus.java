package io.tapewire.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * The CPUs that this process may really use: what its affinity mask, its control group's quota and
 * the kernel's isolated set leave of those that the machine has.
 *
 * <p>Immutable. Where the kernel does not say (no Linux), it is what the JVM believes.
 */
public final class UsableCpus {
    private final BitSet cpus;
    private final BitSet isolated;
    private final double quota;
    private final TreeMap<Integer, BitSet> nodes;
    private final CpuCores cores;

    /**
     * @param quota in CPUs, infinite where there is none
     * @param nodes the CPUs of each NUMA node, empty where unknown
     */
    UsableCpus(
            BitSet cpus,
            BitSet isolated,
            double quota,
            TreeMap<Integer, BitSet> nodes,
            CpuCores cores) {
        this.cpus = cpus;
        this.isolated = isolated;
        this.quota = quota;
        this.nodes = nodes;
        this.cores = cores;
    }

    /** Looks at this process as it is now. */
    public static UsableCpus ofThisProcess() {
        return readFrom(Path.of("/"), Runtime.getRuntime().availableProcessors());
    }

    static UsableCpus readFrom(Path root, int fallbackCount) {
        Path system = root.resolve("sys/devices/system");
        BitSet allowed = new BitSet();
        for (String line : ProcFiles.lines(root.resolve("proc/self/status"))) {
            if (line.startsWith("Cpus_allowed_list:")) {
                allowed = parseList(line.substring(line.indexOf(':') + 1));
            }
        }
        if (allowed.isEmpty()) {
            allowed.set(0, fallbackCount);
        }
        BitSet isolated = parseList(ProcFiles.text(system.resolve("cpu/isolated")));
        BitSet online = parseList(ProcFiles.text(system.resolve("cpu/online")));
        if (!online.isEmpty()) {
            allowed.and(online);
        }

        // The kernel keeps isolated CPUs out of every mask that nobody narrowed on purpose, and
        // still grants them to a thread that asks.
        BitSet housekeeping = (BitSet) online.clone();
        housekeeping.andNot(isolated);
        BitSet cpus = allowed.equals(housekeeping) ? online : allowed;
        isolated.and(cpus);
        return new UsableCpus(
                cpus,
                isolated,
                CgroupQuota.readFrom(root),
                nodes(system.resolve("node")),
                CpuCores.readFrom(system.resolve("cpu")));
    }

    /** How many threads may run at once: the CPUs, or the quota's whole part where it is less. */
    public int count() {
        return (int) Math.max(1, Math.min(cpus.cardinality(), Math.floor(quota)));
    }

    /** Whether a thread of this process may be pinned to the CPU. */
    public boolean contains(int cpu) {
        return cpu >= 0 && cpus.get(cpu);
    }

    /** Whether two CPUs are threads of one core, as far as the kernel says. */
    public boolean shareCore(int one, int other) {
        return cores.coreOf(one).get(other);
    }

    /**
     * So many CPUs for threads that spin, or as many as there are: isolated ones of one NUMA node,
     * if it has as many, or others of one; of free cores before those that share one.
     *
     * @param beside that have a thread which spins already: neither these nor, where there are
     *     others, such as share a core with them
     */
    public List<Integer> forSpinning(int threads, List<Integer> beside) {
        BitSet inUse = new BitSet();
        beside.forEach(inUse::set);
        List<Integer> spread = isolatedOnOneNode(inUse);
        if (spread.size() < threads) {
            spread = onOneNode(cpus, inUse);
        }
        if (spread.size() < threads) {
            BitSet free = (BitSet) cpus.clone();
            free.andNot(inUse);
            spread = cores.freeCoresFirst(free, inUse);
        }
        return spread.subList(0, Math.min(threads, spread.size()));
    }

    /** A copy of the set. */
    BitSet toBitSet() {
        return (BitSet) cpus.clone();
    }

    /**
     * The isolated CPUs of the one NUMA node that has most of them, without those in use, one of
     * each free core before all others.
     */
    List<Integer> isolatedOnOneNode(BitSet inUse) {
        return onOneNode(isolated, inUse);
    }

    private List<Integer> onOneNode(BitSet some, BitSet inUse) {
        BitSet best = new BitSet();
        for (BitSet node : nodes.values()) {
            BitSet free = (BitSet) some.clone();
            free.and(node);
            free.andNot(inUse);
            best = free.cardinality() > best.cardinality() ? free : best;
        }
        if (nodes.isEmpty()) {
            best.or(some);
            best.andNot(inUse);
        }
        return cores.freeCoresFirst(best, inUse);
    }

    boolean hasIsolated() {
        return !isolated.isEmpty();
    }

    /** As a user reads it, such as {@code 4 usable CPUs (0-7, quota 4.0, isolated 2-5)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(count()).append(count() == 1 ? " usable CPU (" : " usable CPUs (");
        text.append(formatList(cpus));
        if (quota < cpus.cardinality()) {
            text.append(", quota ").append(quota);
        }
        if (hasIsolated()) {
            text.append(", isolated ").append(formatList(isolated));
        }
        return text.append(')').toString();
    }

    /** Reads the kernel's form, such as {@code 0-3,8}; what is no such list is empty. */
    static BitSet parseList(String text) {
        BitSet set = new BitSet();
        for (String range : text.strip().split(",")) {
            if (range.matches("\\d{1,5}(-\\d{1,5})?")) {
                String[] ends = range.split("-");
                int last = Integer.parseInt(ends[ends.length - 1]);
                int first = Integer.parseInt(ends[0]);
                set.set(Math.min(first, last), last + 1);
            }
        }
        return set;
    }

    static String formatList(BitSet set) {
        StringBuilder text = new StringBuilder();
        for (int first = set.nextSetBit(0); first >= 0; ) {
            int last = set.nextClearBit(first) - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = set.nextSetBit(last + 1);
        }
        return text.toString();
    }

    private static TreeMap<Integer, BitSet> nodes(Path directory) {
        TreeMap<Integer, BitSet> nodes = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "node[0-9]*")) {
            for (Path child : children) {
                int node = Integer.parseInt(child.getFileName().toString().substring(4));
                nodes.put(node, parseList(ProcFiles.text(child.resolve("cpulist"))));
            }
        } catch (IOException | NumberFormatException e) {
            nodes.clear();
        }
        return nodes;
    }
}
