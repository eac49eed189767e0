package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class SocketOffloadTest {
    private final ByteBuffer received = ByteBuffer.allocateDirect(65_536);
    private DatagramChannel sender;
    private DatagramChannel receiver;
    private SocketOffload sending;

    @BeforeEach
    void open() throws IOException {
        receiver = DatagramChannel.open();
        receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        sender = DatagramChannel.open().connect(receiver.getLocalAddress());
        sending = SocketOffload.of(sender);
        assumeTrue(sending.cut(0), "This kernel cuts no datagrams.");
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        receiver.close();
    }

    @Test
    void shouldCutWhatIsLongerThanADatagramUntilToldOtherwise() throws IOException {
        assertTrue(sending.cut(100));
        send(250);
        assertEquals(100, receive());
        assertEquals(100, receive());
        assertEquals(50, receive());
        send(99);
        assertEquals(99, receive());
        assertTrue(sending.cut(0));
        send(250);
        assertEquals(250, receive());
    }

    @Test
    void shouldJoinWhatArrivesInARow() throws IOException {
        assumeTrue(SocketOffload.of(receiver).join(), "This kernel joins no datagrams.");
        assertTrue(sending.cut(100));
        send(250);
        assertEquals(250, receive());
        send(80);
        assertEquals(80, receive());
    }

    @Test
    void shouldSayWhatTheKernelRefuses() {
        assertFalse(sending.cut(-1));
    }

    private void send(int length) throws IOException {
        assertEquals(length, sender.write(ByteBuffer.allocateDirect(length)));
    }

    private int receive() throws IOException {
        received.clear();
        receiver.receive(received);
        return received.position();
    }
}
