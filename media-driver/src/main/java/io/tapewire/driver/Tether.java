package io.tapewire.driver;

/** Whether a subscription may hold everybody else up. */
public enum Tether {
    /** The publisher over IPC, and all readers of one driver over UDP, wait for this one. */
    TETHERED,
    /**
     * Where another reader keeps up, one that does not is left behind: its images go, and come back
     * at the live end. A driver of ours does so within milliseconds, Aeron's own within ten
     * seconds.
     */
    UNTETHERED
}
