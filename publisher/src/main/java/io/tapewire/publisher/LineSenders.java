package io.tapewire.publisher;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.FrameBlock;
import io.tapewire.schemas.TapewireException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Sends each frame on every line; it is sent where one line took it. */
final class LineSenders implements AutoCloseable {
    private final BusConnection connection;
    private final List<FrameSender> lines = new ArrayList<>();
    private final FrameSender first;
    private final int count;
    private final IdleStrategy idle;
    private final long[] framesByResult = new long[PublishResult.values().length];

    LineSenders(BusConnection connection, List<BusAddress> addresses, long maxWaitNs) {
        this.connection = connection;
        this.idle = connection.newIdleStrategy();
        try {
            for (BusAddress address : addresses) {
                lines.add(new FrameSender(connection, address, maxWaitNs));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.first = lines.get(0);
        this.count = lines.size();
    }

    /**
     * Waits for the driver's answer.
     *
     * @throws TapewireException where the ring of the settings is too small for the frames, or this
     *     connection publishes the feed already
     */
    static LineSenders open(BusConnection connection, PublisherSettings settings) {
        LineSenders senders = new LineSenders(connection, settings.lines(), settings.maxWaitNs());
        try {
            senders.check(settings);
            return senders;
        } catch (TapewireException e) {
            senders.close();
            throw e;
        }
    }

    private void check(PublisherSettings settings) {
        int leastBytes =
                BitUtil.findNextPositivePowerOfTwo(RetransmitRing.LEAST_FRAMES * maxFrameLength());
        if (settings.ringBytes() < leastBytes) {
            throw new TapewireException(
                    "The ring has %d bytes: give %d or more for frames of %d."
                            .formatted(settings.ringBytes(), leastBytes, maxFrameLength()));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).claim(settings.feedId())) {
                throw new TapewireException(
                        "Feed %s is published by this connection already: close that publisher first."
                                .formatted(Integer.toUnsignedString(settings.feedId())));
            }
        }
    }

    /** No longer than this for the last frame of a session either. */
    void limitLastWait(long longestNs) {
        lines.forEach(line -> line.limitLastWait(longestNs));
    }

    /**
     * Sends the frames that were sealed, on each line, and waits for those that have no room: so
     * long in all, or on several lines so long on each.
     *
     * @return what became of the last that was refused, else that they were sent
     */
    PublishResult send(OpenFrame frames, long longestWaitNs) {
        FrameBlock block = frames.take();
        boolean isTaken = first.offer(block);
        for (int i = 1; i < count; i++) {
            isTaken &= lines.get(i).offer(block);
        }
        long deadlineNs = 0;
        if (!isTaken) {
            frames.keep();
            deadlineNs = System.nanoTime() + longestWaitNs;
        }
        PublishResult last = PublishResult.SENT;
        for (int frame = 0; frame < block.count(); frame++) {
            long leftNs = isTaken ? 0 : Math.max(0, deadlineNs - System.nanoTime());
            PublishResult result = settle(block, frame, leftNs);
            last = result.isRefused() ? result : last;
        }
        return last;
    }

    private PublishResult settle(FrameBlock block, int frame, long longestWaitNs) {
        PublishResult result = first.settle(block, frame, longestWaitNs);
        for (int i = 1; i < count; i++) {
            PublishResult other = lines.get(i).settle(block, frame, longestWaitNs);
            result = other == PublishResult.SENT ? other : result;
        }
        framesByResult[result.ordinal()]++;
        return result;
    }

    /** Sends a frame on each line in turn, and waits so long for each. */
    PublishResult send(DirectBuffer buffer, int offset, int lengthBytes, long longestWaitNs) {
        PublishResult result = first.send(buffer, offset, lengthBytes, longestWaitNs);
        for (int i = 1; i < count; i++) {
            PublishResult other = lines.get(i).send(buffer, offset, lengthBytes, longestWaitNs);
            result = other == PublishResult.SENT ? other : result;
        }
        framesByResult[result.ordinal()]++;
        return result;
    }

    /** The last of a session: waits so long for readers, even where nothing is to wait any more. */
    PublishResult sendLast(DirectBuffer buffer, int offset, int lengthBytes, long longestWaitNs) {
        PublishResult result = lines.get(0).sendLast(buffer, offset, lengthBytes, longestWaitNs);
        for (int i = 1; i < lines.size(); i++) {
            PublishResult other = lines.get(i).sendLast(buffer, offset, lengthBytes, longestWaitNs);
            result = other == PublishResult.SENT ? other : result;
        }
        framesByResult[result.ordinal()]++;
        return result;
    }

    /** Ends the wait that goes on, and all further ones but for the last frame's. Any thread. */
    void stopWaiting() {
        lines.forEach(FrameSender::stopWaiting);
    }

    /** For frames without items: sent where there is room, and no loss where there is none. */
    boolean sendIfRoom(DirectBuffer buffer, int offset, int lengthBytes) {
        boolean sent = false;
        for (int i = 0; i < lines.size(); i++) {
            sent |= lines.get(i).sendIfRoom(buffer, offset, lengthBytes);
        }
        if (sent) {
            framesByResult[PublishResult.SENT.ordinal()]++;
        }
        return sent;
    }

    /** Follows the connection to a new driver; to be called in every turn. */
    int doWork() {
        int work = 0;
        for (int i = 0; i < lines.size(); i++) {
            work += lines.get(i).doWork();
        }
        return work;
    }

    int maxFrameLength() {
        return lines.stream().mapToInt(FrameSender::maxFrameLength).min().orElseThrow();
    }

    boolean isConnected() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isConnected()) {
                return true;
            }
        }
        return false;
    }

    long frames(PublishResult result) {
        return framesByResult[result.ordinal()];
    }

    long bytesSent() {
        long bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            bytes += lines.get(i).bytesSent();
        }
        return bytes;
    }

    long waits() {
        long waits = 0;
        for (int i = 0; i < lines.size(); i++) {
            waits += lines.get(i).waits();
        }
        return waits;
    }

    /**
     * Waits for somebody to listen.
     *
     * @param turn what to do meanwhile; answers how much it did
     */
    boolean awaitSubscriber(long longestNs, IntSupplier turn) {
        long startNs = System.nanoTime();
        while (!isConnected()
                && connection.isAlive()
                && System.nanoTime() - startNs < longestNs
                && !Thread.currentThread().isInterrupted()) {
            idle.idle(turn.getAsInt());
        }
        idle.reset();
        return isConnected();
    }

    void drain(long longestWaitNs) {
        lines.forEach(line -> line.drain(longestWaitNs));
    }

    @Override
    public void close() {
        lines.forEach(FrameSender::close);
    }
}
