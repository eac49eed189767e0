package io.tapewire.subscriber.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
    private static final int FRAMES = 2_000;
    private static final String ALL =
            "loss=0.05,burst=3,duplicate=0.1,reorder=0.2,corrupt=0.1,delay=20f,stall=50f/300f";

    @Property(tries = 10)
    void shouldPassEverythingAsItIsWithoutChances(@ForAll int seed) {
        Run run = new Run("loss=0,duplicate=0,reorder=0,corrupt=0,delay=0f,seed=" + seed);
        assertEquals(all(), run.send(FRAMES).numbers());
        assertEquals(FRAMES, run.injector.framesOut());
    }

    @Property(tries = 20)
    void shouldMakeTheSameFaultsOfTheSameSeedHoweverOftenTheSinkRefuses(@ForAll int seed) {
        Random random = new Random(seed);
        Run one = new Run(ALL + ",seed=" + seed).send(FRAMES).drain();
        Run two = new Run(ALL + ",seed=" + seed, () -> random.nextInt(3) > 0).send(FRAMES).drain();
        assertEquals(one.texts(), two.texts());
        for (FaultKind kind : FaultKind.values()) {
            assertEquals(one.count(kind), two.count(kind), kind.text());
            assertEquals(kind != FaultKind.HURRIED, one.count(kind) > 0, kind.text());
        }
        Run other = new Run(ALL + ",seed=" + (seed + 1)).send(FRAMES).drain();
        assertNotEquals(one.texts(), other.texts());
    }

    @Property(tries = 20)
    void shouldAccountForEveryFrame(@ForAll int seed) {
        Run run = new Run(ALL.replace("corrupt=0.1", "corrupt=0") + ",seed=" + seed);
        for (int i = 0; i < FRAMES; i++) {
            run.send(1);
            assertEquals(
                    run.injector.framesIn()
                            - run.count(FaultKind.LOST)
                            + run.count(FaultKind.DOUBLED),
                    run.injector.framesOut() + run.injector.held());
        }
        Map<Integer, Integer> times = new HashMap<>();
        run.drain().numbers().forEach(number -> times.merge(number, 1, Integer::sum));
        assertEquals(FRAMES - run.count(FaultKind.LOST), times.size());
        assertEquals(
                run.count(FaultKind.DOUBLED), times.values().stream().filter(n -> n == 2).count());
        assertTrue(times.values().stream().allMatch(n -> n <= 2));
    }

    @Property(tries = 20)
    void shouldOnlyReorderWithinItsWindowAndCountIt(@ForAll int seed) {
        Run run = new Run("reorder=0.3,seed=" + seed).send(FRAMES).drain();
        List<Integer> numbers = run.numbers();
        long overtaken = 0;
        int latest = -1;
        for (int at = 0; at < FRAMES; at++) {
            overtaken += numbers.get(at) < latest ? 1 : 0;
            latest = Math.max(latest, numbers.get(at));
            assertTrue(latest - numbers.get(at) <= Faults.REORDER_WINDOW);
        }
        assertEquals(overtaken, run.count(FaultKind.REORDERED));
        assertTrue(overtaken > FRAMES / 5, "overtaken " + overtaken);
        assertEquals(all(), sorted(numbers));
    }

    @Property(tries = 20)
    void shouldReorderBehindADelayAsWithoutIt(@ForAll int seed) {
        List<Integer> plain = new Run("reorder=0.3,seed=" + seed).send(FRAMES).drain().numbers();
        for (String held : List.of("delay=30f", "delay=70us", "stall=80f/500f")) {
            Run run = new Run("reorder=0.3,seed=" + seed + "," + held).send(FRAMES).drain();
            assertEquals(plain, run.numbers(), held);
        }
    }

    @Property(tries = 20)
    void shouldNeverCorruptAFrameIntoItself(@ForAll int seed) {
        Run run = new Run("corrupt=1,seed=" + seed).send(FRAMES);
        List<String> texts = run.texts();
        List<String> intact = new Run("none").send(FRAMES).texts();
        for (int i = 0; i < FRAMES; i++) {
            assertNotEquals(intact.get(i), texts.get(i));
        }
        assertEquals(FRAMES, run.count(FaultKind.CORRUPTED));
    }

    @Property(tries = 20)
    void shouldLoseAsManyInARowAsWasAsked(
            @ForAll int seed, @ForAll @IntRange(min = 2, max = 9) int burst) {
        Run run = new Run("loss=0.01,burst=" + burst + ",seed=" + seed).send(FRAMES);
        List<Integer> passed = run.numbers();
        int before = -1;
        for (int number : passed) {
            assertEquals(0, (number - before - 1) % burst);
            before = number;
        }
        assertEquals(FRAMES - passed.size(), run.count(FaultKind.LOST));
    }

    @Test
    void shouldNotChangeOneKindOfFaultByAnother() {
        List<Integer> kept = new Run("loss=0.1,seed=4").send(FRAMES).numbers();
        Run more = new Run("loss=0.1,duplicate=0.3,reorder=0.3,seed=4").send(FRAMES).drain();
        assertEquals(kept, sorted(new ArrayList<>(new HashSet<>(more.numbers()))));
    }

    @Test
    void shouldDelayEveryFrameByFrames() {
        Run run = new Run("delay=20f");
        for (int i = 0; i < FRAMES; i++) {
            run.send(1);
            assertEquals(Math.max(0, i + 1 - 20), run.out.size());
        }
        assertEquals(all(), run.drain().numbers());
        assertEquals(FRAMES, run.count(FaultKind.DELAYED));
    }

    @Test
    void shouldDelayEveryFrameByTime() {
        Run run = new Run("delay=2ms").send(10);
        run.nowNs = 5 + 2_000_000 - 1;
        assertEquals(0, run.injector.doWork(run.nowNs));
        assertEquals(1, run.injector.doWork(run.nowNs + 1));
        assertEquals(9, run.injector.doWork(run.nowNs + 9_001));
        assertEquals(all().subList(0, 10), run.numbers());
    }

    @Test
    void shouldPassNothingInAStallAndThenAllOfIt() {
        Run frames = new Run("stall=30f/100f").send(70);
        assertEquals(70, frames.out.size());
        frames.send(29);
        assertEquals(70, frames.out.size());
        frames.send(1);
        assertEquals(100, frames.out.size());
        assertEquals(30, frames.count(FaultKind.STALLED));

        Run time = new Run("stall=30us/100us").send(70);
        assertEquals(70, time.out.size());
        time.send(30);
        assertEquals(70, time.out.size());
        assertEquals(30, time.injector.doWork(time.nowNs));
        assertEquals(all().subList(0, 100), time.numbers());
    }

    @Test
    void shouldHoldNoMoreThanItsBoundsAndHurryTheOldest() {
        Run run = new Run("delay=3600s").send(3 * HeldFrames.MAX_FRAMES);
        assertTrue(run.injector.held() <= HeldFrames.MAX_FRAMES);
        assertTrue(run.injector.held() > HeldFrames.MAX_FRAMES / 2);
        assertEquals(run.out.size(), run.count(FaultKind.HURRIED));
        assertEquals(IntStream.range(0, run.out.size()).boxed().toList(), run.numbers());
    }

    @Test
    void shouldAnswerNotNowWhereAStallInTimeHoldsAllItCan() {
        Run run = new Run("stall=1s/3600s");
        UnsafeBuffer frame = new UnsafeBuffer(Run.frame(1, 100));
        assertTrue(run.injector.onRaw(frame, 0, 100, 0));
        long stalledNs = 3_599_500_000_000L;
        int taken = 0;
        while (run.injector.onRaw(frame, 0, 100, stalledNs)) {
            taken++;
        }
        assertEquals(HeldFrames.MAX_FRAMES, taken);
        assertFalse(run.injector.onRaw(frame, 0, 100, stalledNs));
        assertTrue(run.injector.onRaw(frame, 0, 100, stalledNs + 500_000_000));
        assertEquals(taken + 2, run.out.size());
        assertEquals(0, run.count(FaultKind.HURRIED));
    }

    @Test
    void shouldAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        UnsafeBuffer frame = new UnsafeBuffer(Run.frame(1, 1_000));
        long[] sum = {0};
        FaultInjector injector =
                new FaultInjector(
                        Faults.parse(ALL),
                        (buffer, offset, length, from) -> {
                            sum[0] += length;
                            return true;
                        });
        long allocated = 0;
        for (int i = 0; i < 200_000; i++) {
            if (i == 100_000) {
                allocated = threads.getCurrentThreadAllocatedBytes();
            }
            injector.onRaw(frame, 0, 1_000, i);
            injector.doWork(i);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(allocated < 10_000, "allocated " + allocated);
        assertTrue(sum[0] > 0);
    }

    private static List<Integer> all() {
        return IntStream.range(0, FRAMES).boxed().toList();
    }

    private static List<Integer> sorted(List<Integer> numbers) {
        Collections.sort(numbers);
        return numbers;
    }
}
