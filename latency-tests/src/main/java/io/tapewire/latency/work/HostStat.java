package io.tapewire.latency.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What Linux counts for some CPUs and the host; all zero elsewhere.
 *
 * @param ticks of CPU time, of these CPUs
 * @param stolenTicks of them, those that the hypervisor gave to others
 * @param datagrams sent over UDP, by anybody
 */
record HostStat(long ticks, long stolenTicks, long datagrams) {
    // user nice system idle iowait irq softirq steal; what guests took is in user already.
    private static final int FIELDS = 8;
    private static final int STEAL = 7;
    private static final int OUT_DATAGRAMS = 4;

    /**
     * @param cpus by the kernel's numbers; all are taken where it does not tell one of them
     */
    static HostStat read(Collection<Integer> cpus) {
        long ticks = 0;
        long stolenTicks = 0;
        for (int number : cpus) {
            String[] one = fields("/proc/stat", "cpu" + number + " ", 1);
            // A container may number them by itself.
            String[] cpu = one.length == 0 ? fields("/proc/stat", "cpu ", 1) : one;
            for (int i = 0; i < Math.min(FIELDS, cpu.length - 1); i++) {
                long value = Long.parseLong(cpu[i + 1]);
                ticks += value;
                stolenTicks += i == STEAL ? value : 0;
            }
        }
        String[] udp = fields("/proc/net/snmp", "Udp: ", 2);
        long datagrams = udp.length > OUT_DATAGRAMS ? Long.parseLong(udp[OUT_DATAGRAMS]) : 0;
        return new HostStat(ticks, stolenTicks, datagrams);
    }

    /** Bytes of memory of this process that are in RAM; 0 where that is not known. */
    static long rssBytes() {
        String[] rss = fields("/proc/self/status", "VmRSS:", 1);
        return rss.length > 1 ? Long.parseLong(rss[1]) << 10 : 0;
    }

    HostStat since(HostStat before) {
        return new HostStat(
                ticks - before.ticks,
                stolenTicks - before.stolenTicks,
                datagrams - before.datagrams);
    }

    double stealPercent() {
        return ticks == 0 ? 0 : 100.0 * stolenTicks / ticks;
    }

    private static String[] fields(String file, String beginning, int occurrence) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream()
                    .filter(line -> line.startsWith(beginning))
                    .skip(occurrence - 1L)
                    .findFirst()
                    .map(line -> line.split("\\s+"))
                    .orElse(new String[0]);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
