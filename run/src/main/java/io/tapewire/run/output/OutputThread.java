package io.tapewire.run.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes on a thread of its own, a batch at a time, so that whoever hands a batch over need not
 * wait for whoever reads it. A failure is thrown when the next is handed over.
 */
final class OutputThread extends OutputStream {
    private static final long LOOK_AGAIN_NS = 100_000;

    private final OutputStream out;
    private final byte[] batch;
    private final Thread thread = new Thread(this::run, "tw-output");
    // Both belong to the writing thread while full is set, and to the other while it is not.
    private int length;
    private IOException failure;
    private volatile boolean full;
    private volatile boolean closed;

    /**
     * @param batchBytes the most that is ever handed over at once
     */
    OutputThread(OutputStream out, int batchBytes) {
        this.out = out;
        this.batch = new byte[batchBytes];
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            if (!full) {
                LockSupport.park();
                continue;
            }
            try {
                out.write(batch, 0, length);
            } catch (IOException e) {
                failure = e;
            }
            full = false;
        }
    }

    /** Whether a batch can be handed over without waiting. */
    boolean isFree() {
        return !full;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Waits until the batch before is written, and hands over this one if there is anything. */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        while (full) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        if (failure != null) {
            throw failure;
        }
        if (count > 0) {
            System.arraycopy(bytes, offset, batch, 0, count);
            length = count;
            full = true;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread; the stream stays open. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
