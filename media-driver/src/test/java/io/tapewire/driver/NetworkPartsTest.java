package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NetworkPartsTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40727";

    @TempDir Path temp;

    /** Another Aeron may hold them otherwise; nothing else would show it but slower turns. */
    @Test
    @Timeout(30)
    void shouldCarryDatagramsByThePartsOfTheDriverThatTheBusRunsOn() {
        MediaDriver.Context context =
                new MediaDriver.Context()
                        .aeronDirectoryName(temp.resolve("driver").toString())
                        .threadingMode(ThreadingMode.INVOKER)
                        .dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(context);
                Aeron aeron = Aeron.connect(client(driver));
                Subscription subscription = aeron.addSubscription(UDP, 7);
                ExclusivePublication publication = aeron.addExclusivePublication(UDP, 7)) {
            Await.until(
                    () -> {
                        driver.sharedAgentInvoker().invoke();
                        aeron.conductorAgentInvoker().invoke();
                        return publication.isConnected() && subscription.isConnected();
                    });
            NetworkParts parts = NetworkParts.of(driver.sharedAgentInvoker().agent());
            assertTrue(publication.offer(new UnsafeBuffer(new byte[100])) > 0);
            Await.until(
                    () -> {
                        parts.doWork();
                        return subscription.poll((buffer, offset, length, header) -> {}, 1) > 0;
                    });
        }
    }

    private static Aeron.Context client(MediaDriver driver) {
        return new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.sharedAgentInvoker());
    }

    @Test
    void shouldFindNoneWhereNoneAre() {
        Agent other = new DummyAgent();
        assertNull(NetworkParts.of(other));
        assertNull(NetworkParts.of(new CompositeAgent(other, other)));
    }

    private static final class DummyAgent implements Agent {
        @Override
        public int doWork() {
            return 0;
        }

        @Override
        public String roleName() {
            return "dummy";
        }
    }
}
