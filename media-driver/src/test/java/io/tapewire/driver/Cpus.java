package io.tapewire.driver;

import java.util.BitSet;
import java.util.TreeMap;

/** Machines that are not this one. */
final class Cpus {
    private Cpus() {}

    static UsableCpus plain(int count) {
        return isolated(count, "");
    }

    static UsableCpus quota(int count, double quota) {
        return new UsableCpus(first(count), new BitSet(), quota, new TreeMap<>(), CpuCores.UNKNOWN);
    }

    static UsableCpus isolated(int count, String list) {
        return new UsableCpus(
                first(count),
                UsableCpus.parseList(list),
                Double.POSITIVE_INFINITY,
                new TreeMap<>(),
                CpuCores.UNKNOWN);
    }

    private static BitSet first(int count) {
        BitSet cpus = new BitSet();
        cpus.set(0, count);
        return cpus;
    }
}
