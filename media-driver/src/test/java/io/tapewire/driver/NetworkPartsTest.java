package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.CompositeAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkPartsTest {
    @TempDir Path temp;

    /** Another Aeron may hold them otherwise; nothing else would show it but slower turns. */
    @Test
    void shouldFindThePartsOfTheDriverThatTheBusRunsOn() {
        MediaDriver.Context context =
                new MediaDriver.Context()
                        .aeronDirectoryName(temp.resolve("driver").toString())
                        .threadingMode(ThreadingMode.INVOKER)
                        .dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(context)) {
            assertNotNull(NetworkParts.of(driver.sharedAgentInvoker().agent()));
        }
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
