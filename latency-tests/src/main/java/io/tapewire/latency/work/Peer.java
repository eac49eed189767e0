package io.tapewire.latency.work;

/** The process at the other end, for what is agreed beside the trades. Any thread. */
public interface Peer {
    /** Sends one line. */
    void say(String line);

    /** Takes the next line that came; null where there is none. */
    String heard();
}
