package io.tapewire.driver;

import java.nio.file.Path;

/** How many CPUs' worth of time the control groups, of either version, allow this process. */
final class CgroupQuota {
    private CgroupQuota() {}

    /** In CPUs; infinite where nothing limits. */
    static double readFrom(Path root) {
        double quota = Double.POSITIVE_INFINITY;
        Path mount = root.resolve("sys/fs/cgroup");
        for (String line : ProcFiles.lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) {
                quota = Math.min(quota, least(mount, parts[2], 2));
                quota = Math.min(quota, least(mount.resolve("unified"), parts[2], 2));
            } else if (("," + parts[1] + ",").contains(",cpu,")) {
                quota = Math.min(quota, least(mount.resolve(parts[1]), parts[2], 1));
                quota = Math.min(quota, least(mount.resolve("cpu"), parts[2], 1));
            }
        }
        return quota;
    }

    /** Any group on the way up may be the one that limits; a container may see only the top. */
    private static double least(Path mount, String group, int version) {
        Path top = mount.normalize();
        Path at = top.resolve("./" + group).normalize();
        double least = Double.POSITIVE_INFINITY;
        for (; at != null && at.startsWith(top); at = at.getParent()) {
            least = Math.min(least, version == 2 ? max(at) : cfs(at));
        }
        return Math.min(least, version == 2 ? max(top) : cfs(top));
    }

    private static double max(Path group) {
        String[] words = ProcFiles.text(group.resolve("cpu.max")).split("\\s+");
        return words.length == 2 ? ratio(words[0], words[1]) : Double.POSITIVE_INFINITY;
    }

    private static double cfs(Path group) {
        return ratio(
                ProcFiles.text(group.resolve("cpu.cfs_quota_us")),
                ProcFiles.text(group.resolve("cpu.cfs_period_us")));
    }

    /** "max", "-1" and what is not there mean no limit. */
    private static double ratio(String quota, String period) {
        if (!quota.matches("\\d{1,15}") || !period.matches("\\d{1,15}")) {
            return Double.POSITIVE_INFINITY;
        }
        double cpus = Double.parseDouble(quota) / Double.parseDouble(period);
        return cpus > 0 ? cpus : Double.POSITIVE_INFINITY;
    }
}
