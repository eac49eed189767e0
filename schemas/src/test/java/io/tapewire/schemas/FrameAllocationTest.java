package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder.TradesDecoder;
import java.lang.management.ManagementFactory;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameAllocationTest {
    private static final int TRADES = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(SampleFrames.MAX_LENGTH, 64));
    private final TradeFrameEncoder encoder =
            new TradeFrameEncoder(SampleFrames.SEALER, SampleFrames.MAX_LENGTH);
    private final ControlFrameEncoder control = new ControlFrameEncoder(SampleFrames.SEALER);
    private final FrameDecoder decoder = new FrameDecoder();
    private final TradeBatchDecoder batch = new TradeBatchDecoder();
    private long good;
    private long prices;

    @Test
    void shouldAllocateNothingOnceRunning() {
        carry(TRADES / 5);
        // The JIT compiler's own few bytes show in one round or another; ours would show in all.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            least = Math.min(least, allocatedByCarrying(TRADES));
        }
        assertEquals(0, least, "bytes");
    }

    private long allocatedByCarrying(int trades) {
        good = 0;
        prices = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        carry(trades);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(trades, good);
        assertEquals(trades / 2 * (trades - 1L), prices);
        return allocated;
    }

    private void carry(int trades) {
        int carried = 0;
        while (carried < trades) {
            encoder.begin(buffer, 0);
            long sequence = carried + 1;
            while (!encoder.isFull() && carried < trades) {
                encoder.add(carried, carried % 100, carried, 1, Side.BUY, carried, 0);
                carried++;
            }
            read(encoder.seal(sequence, carried));
            read(control.heartbeat(buffer, 0, carried + 1, 1, carried));
        }
    }

    private void read(int lengthBytes) {
        if (decoder.wrap(buffer, 0, lengthBytes) != FrameStatus.OK) {
            return;
        }
        if (decoder.templateId() != FrameDecoder.TRADES) {
            return;
        }
        int at = MessageHeaderDecoder.ENCODED_LENGTH;
        TradesDecoder items =
                batch.wrap(decoder.frame(), at, decoder.blockLength(), decoder.version()).trades();
        for (int left = items.count(); left > 0; left--) {
            prices += items.next().price().mantissa();
            good++;
        }
    }
}
