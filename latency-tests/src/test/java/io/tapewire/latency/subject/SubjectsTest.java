package io.tapewire.latency.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.schemas.TapewireException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final Parameters NONE = new Parameters(Map.of());

    private final Place place = new Place(NONE, Role.FAR, new TradeTable(NONE));

    @Test
    void shouldOpenWhatAProviderNames() {
        try (Subject subject = Subjects.open("pigeon", place)) {
            assertSame(place, ((Pigeon) subject).place());
        }
    }

    @Test
    void shouldSayWhichThereAre() {
        assertEquals(
                "There is no subject 'crow': take tapewire, aeron, aeron-buffers or udp, or have the"
                        + " jar of another on the class path.",
                assertThrows(TapewireException.class, () -> Subjects.open("crow", place))
                        .getMessage());
    }

    /** Named in this class path's META-INF/services. */
    public static final class PigeonProvider implements SubjectProvider {
        @Override
        public String name() {
            return "pigeon";
        }

        @Override
        public Subject open(Place place) {
            return new Pigeon(place);
        }
    }

    private record Pigeon(Place place) implements Subject {
        @Override
        public TradeSender sender(Way way) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TradeReceiver receiver(Way way, TradeSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
