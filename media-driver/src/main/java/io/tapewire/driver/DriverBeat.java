package io.tapewire.driver;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.SemanticVersion;

/**
 * Looks, again and again and without ever waiting, whether a driver lives in a directory. Its
 * heartbeat must be seen to move: a dead driver's last one looks young for a while.
 */
final class DriverBeat {
    private final Path file;
    private CncFile last;

    DriverBeat(String dir) {
        file = Path.of(dir, CncFile.NAME);
    }

    /**
     * @return the driver, if its heart has beaten since the last look; null otherwise
     */
    CncFile look() {
        CncFile before = last;
        last = read();
        boolean beats =
                before != null
                        && last != null
                        && last.pid() == before.pid()
                        && last.startMs() == before.startMs()
                        && last.heartbeatMs() > before.heartbeatMs();
        return beats ? last : null;
    }

    private CncFile read() {
        try {
            CncFile cnc = CncFile.read(file);
            return cnc != null && isOurVersion(cnc.version()) ? cnc : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isOurVersion(int version) {
        int ours = CncFileDescriptor.CNC_VERSION;
        return SemanticVersion.major(version) == SemanticVersion.major(ours)
                && SemanticVersion.minor(version) >= SemanticVersion.minor(ours);
    }
}
