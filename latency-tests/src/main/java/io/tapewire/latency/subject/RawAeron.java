package io.tapewire.latency.subject;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tapewire.driver.SocketBuffers;
import io.tapewire.latency.trial.Parameters;
import org.agrona.concurrent.AgentInvoker;

/**
 * Aeron as it comes: a media driver and a client of it, both with their work done on the thread of
 * the loop, with the buffers and datagrams that the bus has. For that thread.
 */
final class RawAeron implements AutoCloseable {
    private final MediaDriver driver;
    private final AgentInvoker driverTurns;
    private final Aeron aeron;
    private final AgentInvoker clientTurns;

    private RawAeron(String dir, MediaDriver driver) {
        this.driver = driver;
        this.driverTurns = driver == null ? null : driver.sharedAgentInvoker();
        this.aeron =
                Aeron.connect(
                        new Aeron.Context()
                                .aeronDirectoryName(dir)
                                .driverAgentInvoker(driverTurns)
                                .preTouchMappedMemory(true)
                                .useConductorAgentInvoker(true));
        this.clientTurns = aeron.conductorAgentInvoker();
    }

    static RawAeron launch(String dir, Parameters parameters) {
        int termBytes = (int) parameters.number("termBytes", 4 << 20);
        int mtuBytes = (int) parameters.number("mtu", 1_408);
        SocketBuffers sockets = SocketBuffers.granted();
        MediaDriver.Context context =
                new MediaDriver.Context()
                        .aeronDirectoryName(dir)
                        .dirDeleteOnShutdown(true)
                        .threadingMode(ThreadingMode.INVOKER)
                        .asyncExecutorEnabled(false)
                        .publicationTermBufferLength(termBytes)
                        .ipcTermBufferLength(termBytes)
                        .termBufferSparseFile(false)
                        .mtuLength(mtuBytes)
                        .ipcMtuLength(mtuBytes)
                        .socketRcvbufLength(sockets.receiveLengthBytes())
                        .socketSndbufLength(sockets.sendLengthBytes())
                        .initialWindowLength(sockets.windowLengthBytes(termBytes));
        MediaDriver driver = MediaDriver.launch(context);
        try {
            return new RawAeron(dir, driver);
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    /** To a driver that runs in another process. */
    static RawAeron attach(String dir) {
        return new RawAeron(dir, null);
    }

    Aeron aeron() {
        return aeron;
    }

    /** One turn of the driver, where it is here, and of the client. */
    int doWork() {
        return (driverTurns == null ? 0 : driverTurns.invoke()) + clientTurns.invoke();
    }

    @Override
    public void close() {
        try {
            aeron.close();
        } finally {
            if (driver != null) {
                driver.close();
            }
        }
    }
}
