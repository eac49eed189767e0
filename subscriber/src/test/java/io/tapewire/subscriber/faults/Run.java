package io.tapewire.subscriber.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends numbered frames of various lengths through an injector, and keeps what comes out. */
final class Run {
    static final int HEAD = 8;
    private static final long STEP_NS = 1_000;
    private static final long QUIET_NS = 200_000_000;

    final List<byte[]> out = new ArrayList<>();
    final FaultInjector injector;
    long nowNs = 5;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_000]);
    private final Random lengths = new Random(3);
    private int sent;

    Run(String faults) {
        this(faults, () -> false);
    }

    Run(String faults, BooleanSupplier refuses) {
        injector =
                new FaultInjector(
                        Faults.parse(faults),
                        (source, offset, length, from) -> {
                            if (refuses.getAsBoolean()) {
                                return false;
                            }
                            byte[] frame = new byte[length];
                            source.getBytes(offset, frame);
                            out.add(frame);
                            return true;
                        });
    }

    /** Each offered until it is taken. */
    Run send(int count) {
        for (int i = 0; i < count; i++) {
            int length = HEAD + lengths.nextInt(1_400);
            byte[] frame = frame(sent, length);
            int offset = 16 * lengths.nextInt(8);
            buffer.putBytes(offset, frame);
            while (!injector.onRaw(buffer, offset, length, nowNs)) {
                nowNs++;
            }
            byte[] after = new byte[length];
            buffer.getBytes(offset, after);
            if (!Arrays.equals(frame, after)) {
                throw new AssertionError("the frame itself was written to");
            }
            buffer.setMemory(0, buffer.capacity(), (byte) 0xEE);
            nowNs += STEP_NS;
            sent++;
        }
        return this;
    }

    Run drain() {
        nowNs += QUIET_NS;
        while (injector.held() > 0) {
            injector.doWork(nowNs++);
        }
        return this;
    }

    static byte[] frame(int number, int length) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) number);
        new UnsafeBuffer(frame).putInt(0, number);
        new UnsafeBuffer(frame).putInt(4, length);
        return frame;
    }

    /** The numbers of the frames that came out, each checked to be whole. */
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (byte[] frame : out) {
            int number = new UnsafeBuffer(frame).getInt(0);
            if (!Arrays.equals(frame, frame(number, frame.length))
                    || new UnsafeBuffer(frame).getInt(4) != frame.length) {
                throw new AssertionError("not as it was sent: " + number);
            }
            numbers.add(number);
        }
        return numbers;
    }

    List<String> texts() {
        return out.stream().map(Arrays::toString).toList();
    }

    long count(FaultKind kind) {
        return injector.frames(kind);
    }
}
