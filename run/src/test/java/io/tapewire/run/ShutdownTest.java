package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private final Shutdown shutdown = new Shutdown();
    private final DutyLoop loop =
            new DutyLoop(Console.silent(), shutdown, NoOpIdleStrategy.INSTANCE);
    private final Thread signal = new Thread(shutdown::onSignal);

    @AfterEach
    void end() throws InterruptedException {
        shutdown.close();
        signal.join();
        assertFalse(Thread.interrupted(), "interrupted after all");
    }

    @Test
    void shouldStopALoopThatLooksWithoutInterruptingIt() throws InterruptedException {
        signal.start();
        assertFalse(loop.run(() -> 0, () -> false, ns -> ""));
        assertTrue(shutdown.isRequested());
        // Closing in order may take longer than a signal takes to be heard.
        TimeUnit.MILLISECONDS.sleep(700);
    }

    @Test
    void shouldInterruptAWaitThatDoesNotLook() {
        boolean[] waited = {false};
        loop.run(
                () -> {
                    if (!waited[0]) {
                        waited[0] = true;
                        signal.start();
                        sleepUntilInterrupted();
                    }
                    return 0;
                },
                () -> false,
                ns -> "");
    }

    private static void sleepUntilInterrupted() {
        try {
            TimeUnit.SECONDS.sleep(30);
            throw new AssertionError("never interrupted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldTakeOneSignalThatArrivesTwiceForOne() throws InterruptedException {
        signal.start();
        assertFalse(loop.run(() -> 0, () -> false, ns -> ""));
        shutdown.onSignal();
        assertTrue(shutdown.isRequested());
    }

    @Test
    void shouldSayThatItIsDoneWhereItWasDoneWhenStopped() {
        signal.start();
        while (!shutdown.isRequested()) {
            Thread.onSpinWait();
        }

        assertTrue(loop.run(() -> 0, () -> true, ns -> ""));
    }
}
