package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a frame's checksum costs at the least: two CRC-32C passes over as many bytes as a frame has,
 * one to seal and one to check.
 */
public final class CrcFloor implements LocalWork {
    /** Frames that are sealed before the first of them is checked. */
    public static final int TOGETHER = 16;

    private static final int FRAMES = 256;

    private final CRC32C crc = new CRC32C();
    private long sum;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int lengthBytes = new FrameShape(parameters).lengthBytes();
        ByteBuffer frames = ByteBuffer.allocateDirect(TOGETHER * lengthBytes);
        Rounds rounds = Rounds.measure(parameters, () -> round(frames, lengthBytes));
        rounds.tellFrames(out, FRAMES, (double) FRAMES * lengthBytes);
        out.metric("lengthBytes", lengthBytes);
        if (sum == 0) {
            out.fail("No checksum was made.");
        }
    }

    private void round(ByteBuffer frames, int lengthBytes) {
        for (int i = 0; i < FRAMES; i += TOGETHER) {
            pass(frames, lengthBytes);
            pass(frames, lengthBytes);
        }
    }

    private void pass(ByteBuffer frames, int lengthBytes) {
        for (int end = lengthBytes; end <= frames.capacity(); end += lengthBytes) {
            frames.limit(end).position(end - lengthBytes);
            crc.reset();
            crc.update(frames);
            sum += crc.getValue();
        }
    }
}
