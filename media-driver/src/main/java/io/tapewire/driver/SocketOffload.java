package io.tapewire.driver;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.DatagramChannel;

/**
 * Has Linux cut what a socket sends into datagrams, and join those that arrive: one call, and one
 * way through the network's layers, for many of them. The JDK knows neither option, so they are set
 * below it. For the thread that uses the socket.
 *
 * <p>Options and their meaning: linux/udp.h and udp(7); UDP_SEGMENT since Linux 4.18, UDP_GRO since
 * 5.0.
 */
final class SocketOffload {
    private static final int LEVEL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;

    /** Of a channel; null where this JVM does not tell. */
    private static final MethodHandle DESCRIPTOR = descriptor();

    private final int descriptor;
    private final Pointer value = new Memory(Integer.BYTES);

    /**
     * @param descriptor of a socket; any other is refused everything
     */
    SocketOffload(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Whether it may be had: not on another system, nor in a JVM without the flags of
     * run/jvm.options.
     */
    static boolean isOffered() {
        return Platform.isLinux() && DESCRIPTOR != null;
    }

    /**
     * @return null where it is not to be had
     */
    static SocketOffload of(DatagramChannel channel) {
        if (!isOffered()) {
            return null;
        }
        try {
            return new SocketOffload((int) DESCRIPTOR.invoke(channel));
        } catch (Throwable e) {
            // What a method handle throws is a Throwable, and where JNA cannot begin, an Error.
            return null;
        }
    }

    private static MethodHandle descriptor() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            Class.forName("sun.nio.ch.SelChImpl"),
                            "getFDVal",
                            MethodType.methodType(int.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /**
     * From now on what is longer than a datagram leaves as several of that length, and a shorter
     * last one. While it is so a short datagram takes 0.4 microseconds longer, to its receiver.
     *
     * @param lengthBytes of the payload of each; 0 to end it
     * @return whether the kernel does so
     */
    boolean cut(int lengthBytes) {
        return set(UDP_SEGMENT, lengthBytes);
    }

    /**
     * From now on what arrives in a row from one sender is received as one: all of one length, but
     * for a shorter last one.
     *
     * @return whether the kernel does so
     */
    boolean join() {
        return set(UDP_GRO, 1);
    }

    private boolean set(int option, int to) {
        try {
            value.setInt(0, to);
            return LibC.setsockopt(descriptor, LEVEL_UDP, option, value, Integer.BYTES) == 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Bound directly: no garbage, and a tenth of a microsecond beyond the kernel's time. */
    private static final class LibC {
        static {
            Native.register("c");
        }

        private LibC() {}

        static native int setsockopt(int socket, int level, int option, Pointer value, int length);
    }
}
