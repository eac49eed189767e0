package io.tapewire.run.output;

import io.tapewire.schemas.EpochClock;
import io.tapewire.schemas.TradeDigest;
import io.tapewire.subscriber.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Counts trades, and says at the end what there was: how many, of how many instruments, over what
 * time, with what digest, and how long after its frame was sealed each trade was handed on.
 */
final class StatsOutput implements TradeOutput {
    private static final long MAX_LATENCY_NS = TimeUnit.HOURS.toNanos(1);

    private final StandardOutput out;
    private final boolean live;
    private final EpochNanoClock clock = new EpochClock();
    private final Histogram latencyNs = new Histogram(MAX_LATENCY_NS, 3);
    private final TradeDigest digest = new TradeDigest();
    private final LongHashSet instruments = new LongHashSet();
    private final Names names = new Names();
    private long firstTimeNs = Long.MAX_VALUE;
    private long lastTimeNs = Long.MIN_VALUE;

    StatsOutput(StandardOutput out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @Override
    public void onTrade(Trade trade) {
        long instrumentHash = names.of(trade).contentHash();
        digest.add(
                trade.timeNs(),
                instrumentHash,
                trade.price(),
                trade.quantity(),
                trade.side(),
                trade.tradeId());
        instruments.add(instrumentHash);
        firstTimeNs = Math.min(firstTimeNs, trade.timeNs());
        lastTimeNs = Math.max(lastTimeNs, trade.timeNs());
        if (live) {
            long latency = clock.nanoTime() - trade.sealTimeNs();
            latencyNs.recordValue(Math.max(0, Math.min(latency, MAX_LATENCY_NS)));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        line("trades       %,d", digest.count());
        if (digest.count() > 0) {
            line("instruments  %,d", instruments.size());
            line("from         %s", instant(firstTimeNs));
            line("to           %s", instant(lastTimeNs));
            line("digest       %s", digest);
        }
        if (latencyNs.getTotalCount() > 0) {
            line(
                    "since sealed p50 %,.1f µs, p99 %,.1f µs, p99.9 %,.1f µs, max %,.1f µs",
                    micros(50), micros(99), micros(99.9), latencyNs.getMaxValue() / 1e3);
        }
        out.close();
    }

    private double micros(double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(0, ns);
    }

    private void line(String format, Object... values) {
        byte[] text =
                (String.format(Locale.ROOT, format, values) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        out.write(text, 0, text.length);
    }
}
