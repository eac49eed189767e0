package io.tapewire.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which CPUs are threads of one core: two that spin there have half of it each. Immutable; a CPU of
 * which the kernel does not say is a core by itself.
 */
final class CpuCores {
    static final CpuCores UNKNOWN = new CpuCores(Map.of());

    private final Map<Integer, BitSet> siblings;

    private CpuCores(Map<Integer, BitSet> siblings) {
        this.siblings = siblings;
    }

    /**
     * @param directory of the kernel, with one for each CPU
     */
    static CpuCores readFrom(Path directory) {
        Map<Integer, BitSet> siblings = new HashMap<>();
        try (DirectoryStream<Path> cpus = Files.newDirectoryStream(directory, "cpu[0-9]*")) {
            for (Path cpu : cpus) {
                String list = ProcFiles.text(cpu.resolve("topology/thread_siblings_list"));
                siblings.put(
                        Integer.parseInt(cpu.getFileName().toString().substring(3)),
                        UsableCpus.parseList(list));
            }
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
        return new CpuCores(siblings);
    }

    /**
     * @param inUse whose cores have a thread that spins already
     * @return the CPUs in ascending order, but one of each free core before all others
     */
    List<Integer> freeCoresFirst(BitSet cpus, BitSet inUse) {
        BitSet busy = new BitSet();
        inUse.stream().forEach(cpu -> busy.or(coreOf(cpu)));
        List<Integer> first = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        cpus.stream()
                .forEach(
                        cpu -> {
                            (busy.get(cpu) ? others : first).add(cpu);
                            busy.or(coreOf(cpu));
                        });
        first.addAll(others);
        return first;
    }

    BitSet coreOf(int cpu) {
        BitSet core = (BitSet) siblings.getOrDefault(cpu, new BitSet()).clone();
        core.set(cpu);
        return core;
    }
}
