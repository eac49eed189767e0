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
    private static final int FRAMES = 256;

    private final CRC32C crc = new CRC32C();
    private long sum;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int lengthBytes = new FrameShape(parameters).lengthBytes();
        ByteBuffer frame = ByteBuffer.allocateDirect(lengthBytes);
        Rounds rounds = Rounds.measure(parameters, () -> round(frame));
        rounds.tellFrames(out, FRAMES, (double) FRAMES * lengthBytes);
        out.metric("lengthBytes", lengthBytes);
        if (sum == 0) {
            out.fail("No checksum was made.");
        }
    }

    private void round(ByteBuffer frame) {
        for (int i = 0; i < FRAMES; i++) {
            pass(frame);
            pass(frame);
        }
    }

    private void pass(ByteBuffer frame) {
        frame.clear();
        crc.reset();
        crc.update(frame);
        sum += crc.getValue();
    }
}
