package io.tapewire.driver;

import io.aeron.driver.Receiver;
import io.aeron.driver.Sender;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.CompositeAgent;

/**
 * Those parts of an invoked driver that carry datagrams, without its conductor: that follows every
 * stream and asks every client each time, between a datagram's arrival and its reader, and nothing
 * of it has to be done so soon. Aeron offers its parts only together, so they are taken out of the
 * agent that holds them, which starts and closes them. For the thread that invokes the driver.
 */
final class NetworkParts implements Agent {
    private static final VarHandle AGENTS = agents();

    private final Sender sender;
    private final Receiver receiver;

    private NetworkParts(Sender sender, Receiver receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /**
     * @param whole the driver, in invoker mode
     * @return null where its parts cannot be told apart
     */
    static NetworkParts of(Agent whole) {
        Sender sender = null;
        Receiver receiver = null;
        for (Agent part : parts(whole)) {
            sender = part instanceof Sender found ? found : sender;
            receiver = part instanceof Receiver found ? found : receiver;
        }
        boolean areFound = sender != null && receiver != null;
        return areFound ? new NetworkParts(sender, receiver) : null;
    }

    @Override
    public int doWork() {
        int work = 0;
        try {
            work = sender.doWork();
        } finally {
            work += receiver.doWork();
        }
        return work;
    }

    @Override
    public String roleName() {
        return "network";
    }

    private static Agent[] parts(Agent whole) {
        boolean canBeTold = AGENTS != null && whole instanceof CompositeAgent;
        return canBeTold ? (Agent[]) AGENTS.get((CompositeAgent) whole) : new Agent[0];
    }

    private static VarHandle agents() {
        try {
            return MethodHandles.privateLookupIn(CompositeAgent.class, MethodHandles.lookup())
                    .findVarHandle(CompositeAgent.class, "agents", Agent[].class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
