package io.tapewire.latency.floor;

import io.tapewire.latency.trial.TrialOutput;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a frame's checksum costs at the least: two CRC-32C passes over as many bytes as a frame has,
 * one to seal and one to check. To be measured beside what is compared with it.
 */
public final class CrcFloor {
    /** Frames that are sealed before the first of them is checked. */
    public static final int TOGETHER = 16;

    private static final int FRAMES = 64;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer frames;
    private final int lengthBytes;
    private long sum;

    /**
     * @param lengthBytes of a frame
     */
    public CrcFloor(int lengthBytes) {
        this.lengthBytes = lengthBytes;
        this.frames = ByteBuffer.allocateDirect(TOGETHER * lengthBytes);
    }

    /** Both passes over some frames. */
    public void round() {
        for (int i = 0; i < FRAMES; i += TOGETHER) {
            pass();
            pass();
        }
    }

    private void pass() {
        for (int end = lengthBytes; end <= frames.capacity(); end += lengthBytes) {
            frames.limit(end).position(end - lengthBytes);
            crc.reset();
            crc.update(frames);
            sum += crc.getValue();
        }
    }

    /**
     * Says what both passes over a frame cost.
     *
     * @param rounds beside which they were made
     */
    public void tell(TrialOutput out, Rounds rounds) {
        out.metric("crcNsPerFrame", rounds.besideNs() / FRAMES);
        if (sum == 0) {
            out.fail("No checksum was made.");
        }
    }
}
