package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
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
    }

    @Test
    void shouldStopALoopThatLooks() {
        signal.start();
        assertFalse(loop.run(() -> 0, () -> false, ns -> ""));
        assertTrue(shutdown.isRequested());
    }

    @Test
    void shouldEndAWaitThatDoesNotLook() {
        AtomicBoolean told = new AtomicBoolean();
        shutdown.whenRequested(() -> told.set(true));
        loop.run(() -> waitUntil(told), () -> false, ns -> "");
        assertTrue(told.get());
    }

    private int waitUntil(AtomicBoolean told) {
        signal.start();
        while (!told.get()) {
            Thread.onSpinWait();
        }
        return 1;
    }

    @Test
    void shouldEndAWaitThatBeganTooLate() {
        signal.start();
        while (!shutdown.isRequested()) {
            Thread.onSpinWait();
        }
        AtomicBoolean told = new AtomicBoolean();
        shutdown.whenRequested(() -> told.set(true));
        assertTrue(told.get());
    }

    @Test
    void shouldTakeOneSignalThatArrivesTwiceForOne() {
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
