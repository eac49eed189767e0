package io.tapewire.journal;

import java.util.regex.Pattern;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * How long a feed's journal goes on in one file, by the UTC clock. Fixed once a feed has a file.
 */
public enum Roll {
    /** A file an hour. */
    HOURLY(RollCycles.FAST_HOURLY, "\\d{8}-\\d{2}F\\.cq4"),
    /** A file a day: at most 4,294,967,296 frames in it. */
    DAILY(RollCycles.FAST_DAILY, "\\d{8}F\\.cq4");

    private final RollCycle cycle;
    private final Pattern fileName;

    Roll(RollCycle cycle, String fileName) {
        this.cycle = cycle;
        this.fileName = Pattern.compile(fileName);
    }

    /** Whether this is how a file is called that goes on for so long. */
    boolean names(String file) {
        return fileName.matcher(file).matches();
    }

    RollCycle cycle() {
        return cycle;
    }
}
