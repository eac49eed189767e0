package io.tapewire.driver;

import io.aeron.Aeron;
import io.aeron.CncFileDescriptor;
import io.aeron.Counter;
import io.aeron.exceptions.AeronException;
import io.tapewire.schemas.TapewireException;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Shows plain counts, owned by one thread, as Aeron counters, so that Aeron's tools see them.
 *
 * <p>For that one thread. The values are written to a mapping of the driver's file that is this
 * object's own: so nothing is ever written to memory that a closed connection has given back. Once
 * its client is closed the counters stand still until there is another; the counts go on.
 */
public final class BusCounters implements AutoCloseable {
    /**
     * As often as a person can read them: some twenty calls, which a JVM that has just started
     * interprets, and later stops a loop to compile.
     */
    private static final long UPDATE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Mirror(int typeId, String label, LongSupplier value) {}

    private final Supplier<Aeron> client;
    private final List<Mirror> mirrors = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final UnsafeBuffer values = new UnsafeBuffer(0, 0);
    private Aeron aeron;
    private MappedByteBuffer file;
    private long updatedNs;

    BusCounters(Supplier<Aeron> client) {
        this.client = client;
        map();
        updatedNs = System.nanoTime() - UPDATE_INTERVAL_NS;
    }

    /**
     * Without counters yet.
     *
     * @param connection that the same thread uses; the caller closes it after this
     */
    public static BusCounters open(BusConnection connection) {
        return new BusCounters(connection::aeron);
    }

    /**
     * Adds a counter of the bus.
     *
     * @param where completes its label: which feed, stream or journal
     * @param value asked on this thread, at most every 100 ms
     * @return this
     * @throws TapewireException where the driver has no room for it
     */
    public BusCounters add(BusCounter counter, String where, LongSupplier value) {
        return add(counter.label(where), counter.typeId(), value);
    }

    /**
     * Adds a counter of any kind.
     *
     * @param label shown by Aeron's tools; cut off after 380 characters, those outside ASCII are
     *     shown as question marks
     * @param typeId 1000 or above, and none of {@link BusCounter}
     * @param value asked on this thread, at most every 100 ms
     * @return this
     * @throws TapewireException where the driver has no room for it
     */
    public BusCounters add(String label, int typeId, LongSupplier value) {
        String shown = label.replaceAll("[^\\x20-\\x7e]", "?");
        int length = Math.min(shown.length(), CountersReader.MAX_LABEL_LENGTH);
        Mirror mirror = new Mirror(typeId, shown.substring(0, length), value);
        counters.add(register(mirror));
        mirrors.add(mirror);
        return this;
    }

    /**
     * Shows the counts of now, at most every 100 ms; cheap otherwise. Allocates nothing while the
     * driver stays the same; follows the connection to a new one.
     *
     * @param nowNs of {@link System#nanoTime}
     */
    public void update(long nowNs) {
        if (nowNs - updatedNs < UPDATE_INTERVAL_NS) {
            return;
        }
        updatedNs = nowNs;
        Aeron current = client.get();
        if (current != aeron && !current.isClosed()) {
            follow();
        }
        show();
    }

    // A new driver may die as well; then the next one is followed.
    private void follow() {
        try {
            reopen();
        } catch (TapewireException | AeronException e) {
            close();
        }
    }

    private void show() {
        for (int i = 0; i < counters.size(); i++) {
            Counter counter = counters.get(i);
            if (!counter.isClosed()) {
                int offset = CountersReader.counterOffset(counter.id());
                values.putLongRelease(offset, mirrors.get(i).value().getAsLong());
            }
        }
    }

    /**
     * Registers everything anew with the connection's client of now. Where it fails nothing is
     * shown, and it may be called again.
     *
     * @throws TapewireException where the driver has no room, or is gone
     */
    void reopen() {
        close();
        map();
        for (Mirror mirror : mirrors) {
            counters.add(register(mirror));
        }
        show();
    }

    private void map() {
        aeron = client.get();
        file = aeron.context().mapExistingCncFile(null);
        if (file == null) {
            throw failed(new IllegalStateException("its cnc.dat is gone"));
        }
        UnsafeBuffer head = CncFileDescriptor.createMetaDataBuffer(file);
        values.wrap(CncFileDescriptor.createCountersValuesBuffer(file, head));
    }

    private Counter register(Mirror mirror) {
        try {
            return aeron.addCounter(mirror.typeId(), mirror.label());
        } catch (AeronException e) {
            throw failed(e);
        }
    }

    private TapewireException failed(RuntimeException e) {
        return new TapewireException(
                "The driver at %s takes no more counters (%s): see to it that it runs and has few clients."
                        .formatted(aeron.context().aeronDirectoryName(), e.getMessage()),
                e);
    }

    /** Takes the counters away, after showing their last values. Idempotent. */
    @Override
    public void close() {
        if (file == null) {
            return;
        }
        show();
        counters.forEach(Counter::close);
        counters.clear();
        values.wrap(0, 0);
        IoUtil.unmap(file);
        file = null;
    }
}
