package io.tapewire.latency.local;

import io.tapewire.latency.benchmarks.Timed;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What each step of a frame costs, and one CRC-32C over as many bytes, which is part of two of
 * them. Each invocation has the next of some frames, so that none reads what it has just written.
 */
@State(Scope.Thread)
public class CodecBenchmark extends Timed {
    private static final int FRAMES = 16;
    private static final int INSTRUMENTS = 1_000;

    /** In a frame; 33 fill one of MTU 1408. */
    @Param({"1", "33"})
    private int trades;

    private final FrameDecoder checker = new FrameDecoder();
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, new TradeSum(false));
    private final CRC32C crc = new CRC32C();
    private FrameSource source;
    private UnsafeBuffer buffer;
    private ByteBuffer bytes;
    private int lengthBytes;
    private int slotBytes;
    private int slot;

    /** Makes the frames that are read. */
    @Setup
    public void makeFrames() {
        Parameters parameters = new Parameters(Map.of("tradesPerFrame", Integer.toString(trades)));
        FrameShape shape = new FrameShape(parameters);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        slotBytes = shape.maxLengthBytes();
        lengthBytes = shape.lengthBytes();
        buffer = FrameSource.newBuffer(shape, FRAMES);
        bytes = buffer.byteBuffer().duplicate();
        source = new FrameSource(1, shape, sample, buffer);
        source.define(decoder);
        for (int i = 0; i < FRAMES; i++) {
            source.next(nextOffset());
        }
        for (int i = 0; i < FRAMES; i++) {
            if (check() != FrameStatus.OK) {
                throw new IllegalStateException("no frame");
            }
            decode();
        }
        if (decoder.trades() < FRAMES * trades) {
            throw new IllegalStateException("not all trades");
        }
    }

    private int nextOffset() {
        slot = slot + 1 & FRAMES - 1;
        return slot * slotBytes;
    }

    /** Takes the trades from a table, fills a frame with them and seals it. */
    @Benchmark
    public int encodeAndSeal() {
        source.next(nextOffset());
        return source.lengthBytes();
    }

    /** As every frame is checked that is received or replayed. */
    @Benchmark
    public FrameStatus check() {
        return checker.wrap(buffer, nextOffset(), lengthBytes);
    }

    /** Hands every trade of a checked frame to a listener that reads each field. */
    @Benchmark
    public boolean decode() {
        return decoder.onFrame(buffer, nextOffset(), lengthBytes, 0);
    }

    /** The JDK's, of a whole frame. */
    @Benchmark
    public long crc32c() {
        int offset = nextOffset();
        bytes.limit(offset + lengthBytes).position(offset);
        crc.reset();
        crc.update(bytes);
        return crc.getValue();
    }
}
