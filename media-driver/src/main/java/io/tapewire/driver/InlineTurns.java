package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;

/**
 * The turns of a driver that has no thread of its own: whole ones, and those of its parts that
 * carry datagrams. Each begins with the one reading of the clock that serves all of it. For the
 * thread that takes them, always the same.
 */
final class InlineTurns {
    private final TurnClock clock;
    private final AgentInvoker driver;
    private final AgentInvoker whole;
    private final AgentInvoker network;

    /**
     * @param clock of the driver
     * @param errors told what ends it
     */
    InlineTurns(MediaDriver driver, TurnClock clock, ErrorNotices errors) {
        this.clock = clock;
        this.driver = driver.sharedAgentInvoker();
        this.whole = started(new AgentInvoker(errors, null, new Whole()));
        NetworkParts parts = NetworkParts.of(this.driver.agent());
        this.network =
                parts == null
                        ? this.driver
                        : started(
                                new AgentInvoker(
                                        driver.context().countedErrorHandler(), null, parts));
    }

    private static AgentInvoker started(AgentInvoker invoker) {
        invoker.start();
        return invoker;
    }

    /** All that the driver has to do. */
    int whole() {
        if (!whole.isRunning()) {
            // Time goes on for whoever waits.
            clock.advance();
        }
        return whole.invoke();
    }

    /** Sends and receives datagrams; a whole turn has to follow within a second. */
    int carry() {
        clock.advance();
        return network.invoke();
    }

    /** Of whole turns, for a client on the same thread. */
    AgentInvoker invoker() {
        return whole;
    }

    boolean areRunning() {
        return driver.isRunning() && network.isRunning();
    }

    private final class Whole implements Agent {
        @Override
        public int doWork() {
            clock.advance();
            return driver.invoke();
        }

        @Override
        public String roleName() {
            return "turn";
        }
    }
}
