package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsableCpusTest {
    @TempDir Path root;

    @Test
    void shouldTakeTheAffinityMask() throws IOException {
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\t8f\nCpus_allowed_list:\t0-3,7\n");
        UsableCpus cpus = read();
        assertEquals(5, cpus.count());
        assertTrue(cpus.contains(7));
        assertFalse(cpus.contains(4));
        assertFalse(cpus.contains(-1));
        assertEquals("5 usable CPUs (0-3,7)", cpus.toString());
    }

    @Test
    void shouldTakeTheWholePartOfAVersionTwoQuota() throws IOException {
        mask("0-15");
        write("proc/self/cgroup", "0::/app.slice/bus\n");
        write("sys/fs/cgroup/app.slice/bus/cpu.max", "max 100000\n");
        write("sys/fs/cgroup/app.slice/cpu.max", "250000 100000\n");
        assertEquals(2, read().count());
        assertEquals("2 usable CPUs (0-15, quota 2.5)", read().toString());
    }

    @Test
    void shouldFindAVersionTwoQuotaAtTheTopOfAContainer() throws IOException {
        mask("0-15");
        write("proc/self/cgroup", "0::/../../elsewhere\n");
        write("sys/fs/cgroup/cpu.max", "50000 100000\n");
        assertEquals(1, read().count());
    }

    @Test
    void shouldTakeAVersionOneQuota() throws IOException {
        mask("0-15");
        write("proc/self/cgroup", "4:memory:/x\n3:cpu,cpuacct:/docker/abc\n0::/\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "300000\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        assertEquals(3, read().count());
    }

    @Test
    void shouldTakeNoQuotaForNoLimit() throws IOException {
        mask("0-15");
        write("proc/self/cgroup", "3:cpu:/\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        assertEquals(16, read().count());
    }

    @Test
    void shouldCountIsolatedCpusThatNobodyTookAway() throws IOException {
        mask("0-1");
        write("sys/devices/system/cpu/online", "0-5\n");
        write("sys/devices/system/cpu/isolated", "2-5\n");
        UsableCpus cpus = read();
        assertEquals(6, cpus.count());
        assertEquals("6 usable CPUs (0-5, isolated 2-5)", cpus.toString());
    }

    @Test
    void shouldLeaveIsolatedCpusAloneWhereTheMaskWasNarrowed() throws IOException {
        mask("0");
        write("sys/devices/system/cpu/online", "0-5\n");
        write("sys/devices/system/cpu/isolated", "2-5\n");
        UsableCpus cpus = read();
        assertEquals(1, cpus.count());
        assertFalse(cpus.hasIsolated());
    }

    @Test
    void shouldPreferTheNodeWithMostIsolatedCpus() throws IOException {
        mask("0-7");
        write("sys/devices/system/cpu/online", "0-7\n");
        write("sys/devices/system/cpu/isolated", "3,5-7\n");
        write("sys/devices/system/node/node0/cpulist", "0-3\n");
        write("sys/devices/system/node/node1/cpulist", "4-7\n");
        BitSet inUse = new BitSet();
        inUse.set(6);
        assertEquals(List.of(5, 7), read().isolatedOnOneNode(inUse));
    }

    @Test
    void shouldTakeOneOfEachCoreFirst() throws IOException {
        mask("0-7");
        cores("0-1", "2-3", "4,6", "5,7");
        UsableCpus cpus = read();
        assertEquals(List.of(0, 2, 4), cpus.forSpinning(3, List.of()));
        assertEquals(List.of(0, 2, 4, 5, 1, 3, 6, 7), cpus.forSpinning(9, List.of()));
        assertTrue(cpus.shareCore(6, 4));
        assertFalse(cpus.shareCore(5, 4));
    }

    @Test
    void shouldPreferIsolatedCpusOfFreeCores() throws IOException {
        mask("0-7");
        write("sys/devices/system/cpu/online", "0-7\n");
        write("sys/devices/system/cpu/isolated", "3-7\n");
        cores("0-1", "2-3", "4-5", "6-7");
        UsableCpus cpus = read();
        assertEquals(List.of(3, 4), cpus.forSpinning(2, List.of()));
        assertEquals(List.of(0, 2, 4, 6, 1, 3), cpus.forSpinning(6, List.of()));
        BitSet inUse = new BitSet();
        inUse.set(2);
        inUse.set(4);
        assertEquals(List.of(6, 3, 5, 7), cpus.isolatedOnOneNode(inUse));
    }

    @Test
    void shouldTakeCoresBesideThoseThatSpinAlready() throws IOException {
        mask("0-7");
        cores("0-1", "2-3", "4-5", "6-7");
        assertEquals(List.of(4, 6), read().forSpinning(2, List.of(1, 3)));
        assertEquals(List.of(4, 6, 0, 2, 5, 7), read().forSpinning(8, List.of(1, 3)));
    }

    @Test
    void shouldTakeNoCpuThatIsOffline() throws IOException {
        mask("0-7");
        write("sys/devices/system/cpu/online", "0,2\n");
        assertEquals(2, read().count());
        assertEquals(List.of(0, 2), read().forSpinning(4, List.of()));
    }

    @Test
    void shouldStayOnOneNodeWhereItHasEnough() throws IOException {
        mask("0-7");
        write("sys/devices/system/node/node0/cpulist", "0,2,4,6\n");
        write("sys/devices/system/node/node1/cpulist", "1,3,5,7\n");
        assertEquals(List.of(0, 2), read().forSpinning(2, List.of()));
        assertEquals(List.of(0, 1, 2, 3, 4), read().forSpinning(5, List.of()));
    }

    @Test
    void shouldTakeEachCpuForACoreWhereTheKernelSaysNothing() throws IOException {
        mask("1-3");
        assertEquals(List.of(1, 2), read().forSpinning(2, List.of()));
        assertFalse(read().shareCore(1, 2));
    }

    @Test
    void shouldBelieveTheJvmWhereTheKernelSaysNothing() {
        assertEquals("3 usable CPUs (0-2)", read().toString());
    }

    @Test
    void shouldFindThisProcessSomeCpu() {
        assertTrue(UsableCpus.ofThisProcess().count() >= 1);
    }

    @Property(tries = 200)
    void shouldReadTheListsItWrites(
            @ForAll @Size(max = 20) int[] noise, @ForAll @IntRange(max = 70) int cpu) {
        BitSet set = new BitSet();
        set.set(cpu);
        for (int bit : noise) {
            set.set(Math.floorMod(bit, 100));
        }
        assertEquals(set, UsableCpus.parseList(UsableCpus.formatList(set) + "\n"));
    }

    private UsableCpus read() {
        return UsableCpus.readFrom(root, 3);
    }

    private void cores(String... siblings) throws IOException {
        for (String list : siblings) {
            for (int cpu : UsableCpus.parseList(list).stream().toArray()) {
                write(
                        "sys/devices/system/cpu/cpu%d/topology/thread_siblings_list".formatted(cpu),
                        list + "\n");
            }
        }
    }

    private void mask(String list) throws IOException {
        write("proc/self/status", "Cpus_allowed_list:\t" + list + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
