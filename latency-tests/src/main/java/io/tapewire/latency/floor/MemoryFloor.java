package io.tapewire.latency.floor;

import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;

/**
 * What one core gets out of memory: {@code bytesPerSecond} of reading a buffer far larger than any
 * cache, and {@code copyBytesPerSecond} of copying one half of it over the other.
 */
public final class MemoryFloor implements LocalWork {
    @Override
    public void run(Parameters parameters, TrialOutput out) {
        try (MemoryScan memory = new MemoryScan(parameters)) {
            Rounds read = Rounds.measureQuickest(parameters, Part.of(memory::read));
            out.metric("bytesPerSecond", MemoryScan.SLICE_BYTES * 1e9 / read.eachNs());
            Rounds copied = Rounds.measureQuickest(parameters, Part.of(memory::copy));
            out.metric("copyBytesPerSecond", MemoryScan.SLICE_BYTES * 1e9 / copied.eachNs());
            if (memory.sum() == 0) {
                out.fail("The memory that was read is not what was written.");
            }
        }
    }
}
