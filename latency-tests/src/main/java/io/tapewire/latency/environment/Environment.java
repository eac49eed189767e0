package io.tapewire.latency.environment;

import com.sun.management.OperatingSystemMXBean;
import io.aeron.Aeron;
import io.tapewire.driver.UsableCpus;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.agrona.concurrent.Agent;

/**
 * Where something was measured: machine, kernel, JVM and libraries, and the settings of theirs that
 * change the figures. What a system does not say is {@code unknown}.
 */
public final class Environment {
    /** The name of what tells two builds apart. */
    public static final String BUILD = "build";

    /** The names of what is a list of words, whose order says nothing. */
    public static final Set<String> OF_WORDS = Set.of("jvm flags", "kernel options");

    private static final String UNKNOWN = "unknown";

    /** How the kernel's options begin that change how long things take. */
    private static final List<String> TUNING =
            List.of(
                    "clocksource",
                    "cpuidle",
                    "default_hugepagesz",
                    "hugepages",
                    "idle",
                    "intel_idle",
                    "intel_pstate",
                    "irqaffinity",
                    "isolcpus",
                    "mitigations",
                    "nohz",
                    "nosmt",
                    "page_reporting",
                    "preempt",
                    "processor",
                    "rcu_nocb",
                    "skew_tick",
                    "threadirqs",
                    "transparent_hugepage",
                    "tsc");

    private Environment() {}

    /**
     * @param journalDir whose file system is told
     * @param flags of the JVMs that measured
     * @return values by name, in the order in which they are best read
     */
    public static Map<String, String> describe(Path journalDir, List<String> flags) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(BUILD, build());
        all.put("kernel", text("/proc/sys/kernel/osrelease"));
        all.put("cpu", cpuModel());
        all.put("usable CPUs", UsableCpus.ofThisProcess().toString());
        all.put("memory", memory());
        all.put("hypervisor", hypervisor());
        all.put("SMT", smt());
        all.put("isolated CPUs", text("/sys/devices/system/cpu/isolated"));
        all.put("kernel options", kernelOptions());
        all.put(
                "clock source",
                text("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
        all.put("governor", text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
        all.put("huge pages", text("/sys/kernel/mm/transparent_hugepage/enabled"));
        all.put("rmem_max", text("/proc/sys/net/core/rmem_max"));
        all.put("wmem_max", text("/proc/sys/net/core/wmem_max"));
        all.put("dirty_ratio", text("/proc/sys/vm/dirty_ratio"));
        all.put("/dev/shm", fileSystem(Path.of("/dev/shm")));
        all.put("journal on", fileSystem(journalDir) + ", written by the kernel, no fsync");
        all.put("read_ahead_kb", readAheadKib(journalDir));
        all.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        all.put("jvm flags", String.join(" ", flags));
        all.put("aeron", version(Aeron.class));
        all.put("agrona", version(Agent.class));
        all.put("chronicle-queue", chronicleVersion());
        return all;
    }

    private static String smt() {
        return switch (text("/sys/devices/system/cpu/smt/active")) {
            case "0" -> "off";
            case "1" -> "on";
            default -> UNKNOWN;
        };
    }

    // Those alone: others may say what does not belong into a report that is passed on.
    private static String kernelOptions() {
        String line = text("/proc/cmdline");
        return line.equals(UNKNOWN) ? line : tuning(line);
    }

    static String tuning(String commandLine) {
        String tuning =
                Stream.of(commandLine.split(" "))
                        .filter(option -> TUNING.stream().anyMatch(option::startsWith))
                        .collect(Collectors.joining(" "));
        return tuning.isEmpty() ? "none" : tuning;
    }

    private static String build() {
        String home = System.getenv().getOrDefault("TAPEWIRE_HOME", "");
        String commit = home.isEmpty() ? "" : Build.commit(Path.of(home));
        return commit.isEmpty() ? UNKNOWN : commit;
    }

    private static String cpuModel() {
        return field("/proc/cpuinfo", "model name");
    }

    private static String hypervisor() {
        return field("/proc/cpuinfo", "flags").contains(" hypervisor") ? "yes" : "none seen";
    }

    /** Memory that could be had without swapping; 0 where the kernel does not say. */
    public static long availableMemoryBytes() {
        String kib = field("/proc/meminfo", "MemAvailable:").replaceAll("\\D", "");
        return kib.isEmpty() ? 0 : Long.parseLong(kib) << 10;
    }

    /** What is free in shared memory, or without one where temporary files go. */
    public static long sharedMemoryRoomBytes() {
        Path memory = Path.of("/dev/shm");
        Path dir = Files.exists(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return Files.getFileStore(dir).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String memory() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (system.getTotalMemorySize() >> 20) + " MiB";
    }

    private static String fileSystem(Path dir) {
        try {
            FileStore store = Files.getFileStore(existing(dir));
            return store.type() + " on " + store.name();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Of the disk that a directory is on, by the number that Linux has for it: makedev(3). */
    private static String readAheadKib(Path dir) {
        try {
            long number = (Long) Files.getAttribute(existing(dir), "unix:dev");
            long major = number >> 8 & 0xFFF;
            long minor = number & 0xFF | number >> 12 & ~0xFFL;
            Path device = Path.of("/sys/dev/block/%d:%d".formatted(major, minor)).toRealPath();
            // A partition has none of its own.
            Path disk = Files.exists(device.resolve("queue")) ? device : device.getParent();
            return text(disk.resolve("queue/read_ahead_kb").toString());
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    private static Path existing(Path dir) {
        Path there = dir.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }

    // Its jar has no Implementation-Version.
    private static String chronicleVersion() {
        String properties = "/META-INF/maven/net.openhft/chronicle-queue/pom.properties";
        try (InputStream in = ChronicleQueue.class.getResourceAsStream(properties)) {
            Properties all = new Properties();
            if (in != null) {
                all.load(in);
            }
            return all.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String field(String file, String name) {
        for (String line : lines(file)) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return UNKNOWN;
    }

    static String text(String file) {
        List<String> lines = lines(file);
        String first = lines.isEmpty() ? UNKNOWN : lines.get(0).strip();
        return first.isEmpty() ? "none" : first;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
