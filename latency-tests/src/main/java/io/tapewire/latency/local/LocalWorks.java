package io.tapewire.latency.local;

import io.tapewire.latency.floor.BareRead;
import io.tapewire.latency.floor.HandOffFloor;
import io.tapewire.latency.floor.JitterFloor;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.MemoryFloor;

/** The works that one process does alone, by what is measured and what it has to do. */
public final class LocalWorks {
    private LocalWorks() {}

    /**
     * @param subject {@code tapewire}, or what it is compared with
     * @return null where there is none such
     */
    public static LocalWork find(String subject, String work) {
        return switch (subject + " " + work) {
            case "floor jitter" -> new JitterFloor();
            case "floor handoff" -> new HandOffFloor();
            case "floor memory" -> new MemoryFloor();
            case "tapewire codec" -> new CodecWork();
            case "tapewire publish" -> new PublishWork();
            case "tapewire append" -> new AppendWork();
            case "tapewire read" -> new ReadWork();
            case "chronicle read" -> new BareRead();
            case "tapewire instruments" -> new InstrumentsWork();
            case "tapewire feeds" -> new FeedsWork();
            case "tapewire volume" -> new VolumeWork();
            case "tapewire memory" -> new MemoryWork();
            default -> null;
        };
    }
}
