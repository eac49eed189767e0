package io.tapewire.driver;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.SemanticVersion;

/**
 * What is found where a driver's directory should be.
 *
 * @param dir as it was asked for
 * @param state what it is
 * @param pid of the driver that lives or lived there, in that driver's own container; 0 if unknown
 * @param why the rest of a sentence that begins with the directory's name
 */
public record DriverDirectory(String dir, State state, long pid, String why) {
    private static final Set<String> OWN_NAMES =
            Set.of(CncFile.NAME, "publications", "images", "loss-report.dat");

    /** A driver writes its heartbeat every second. */
    private static final long WATCH_MS = 2_500;

    private static final long START_MS = 1_000;
    private static final long POLL_MS = 20;
    private static final long CLOCK_SLACK_MS = 1_000;

    /** What a directory may be. */
    public enum State {
        /** Nothing is there, or nothing is in it. */
        ABSENT,
        /** A driver runs there. */
        LIVE,
        /** A driver's, which is dead. */
        STALE,
        /** Something that Aeron did not put there. */
        FOREIGN,
        /** Of an Aeron that this one cannot talk to. */
        VERSION_MISMATCH,
        /** This user may not use it. */
        INACCESSIBLE
    }

    /**
     * Looks, and changes nothing. Takes up to some three seconds where a driver has only just died
     * or is starting, otherwise none.
     */
    public static DriverDirectory examine(String dir) {
        return examine(dir, null);
    }

    /**
     * @param lock held by the caller, to tell the death of a driver of ours at once; or null
     */
    static DriverDirectory examine(String dir, DirectoryLock lock) {
        try {
            return look(dir, Path.of(dir), lock);
        } catch (AccessDeniedException e) {
            return of(dir, State.INACCESSIBLE, "may not be read and written by this user");
        } catch (IOException e) {
            return of(dir, State.INACCESSIBLE, "cannot be read: " + e.getMessage());
        }
    }

    private static DriverDirectory look(String dir, Path path, DirectoryLock lock)
            throws IOException {
        if (!Files.exists(path)) {
            return of(dir, State.ABSENT, "does not exist");
        }
        if (!Files.isDirectory(path)) {
            return of(dir, State.FOREIGN, "is no directory");
        }
        String stranger = null;
        boolean empty = true;
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                String name = child.getFileName().toString();
                empty = false;
                stranger = OWN_NAMES.contains(name) ? stranger : name;
            }
        }
        if (empty) {
            return of(dir, State.ABSENT, "is empty");
        }
        DriverDirectory found = lookAtDriver(dir, path.resolve(CncFile.NAME), lock);
        return stranger != null && found.state == State.STALE
                ? of(dir, State.FOREIGN, "holds '" + stranger + "', which no driver put there")
                : found;
    }

    private static DriverDirectory lookAtDriver(String dir, Path file, DirectoryLock lock)
            throws IOException {
        if (!Files.exists(file)) {
            return of(dir, State.STALE, "is what is left of a driver");
        }
        CncFile cnc = readStarted(file);
        if (cnc == null) {
            return of(dir, State.FOREIGN, "holds a cnc.dat that no driver wrote");
        }
        String versions =
                "is of Aeron's directory version %s and this is version %s"
                        .formatted(
                                SemanticVersion.toString(cnc.version()),
                                SemanticVersion.toString(CncFileDescriptor.CNC_VERSION));
        if (cnc.version() != 0 && major(cnc.version()) != major(CncFileDescriptor.CNC_VERSION)) {
            return of(dir, State.VERSION_MISMATCH, versions);
        }
        if (cnc.version() == 0 || isDead(file, cnc, lock)) {
            return new DriverDirectory(
                    dir,
                    State.STALE,
                    cnc.pid(),
                    "is of a driver that is dead (process %d)".formatted(cnc.pid()));
        }
        // A client's library refuses a driver older than itself.
        return minor(cnc.version()) < minor(CncFileDescriptor.CNC_VERSION)
                ? of(dir, State.VERSION_MISMATCH, versions)
                : new DriverDirectory(
                        dir,
                        State.LIVE,
                        cnc.pid(),
                        "is of a live driver (process %d)".formatted(cnc.pid()));
    }

    /** A driver that is starting writes its version last. */
    private static CncFile readStarted(Path file) throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        CncFile cnc = CncFile.read(file);
        while ((cnc == null || cnc.version() == 0) && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
            cnc = CncFile.read(file);
        }
        return cnc;
    }

    /**
     * A process that cannot be seen may live in another container and share the directory, so it is
     * only dead once its heart has stopped, or once it has let go of our lock.
     */
    private static boolean isDead(Path file, CncFile cnc, DirectoryLock lock) throws IOException {
        boolean closed = cnc.heartbeatMs() < 0;
        if (closed || lock != null && lock.outlived(cnc)) {
            return true;
        }
        if (isProcessAlive(cnc.pid()) && !isYounger(cnc)) {
            // It may only be stopped, and would write into what somebody else made here.
            return false;
        }
        if (System.currentTimeMillis() - cnc.heartbeatMs()
                > CommonContext.DEFAULT_DRIVER_TIMEOUT_MS) {
            return true;
        }
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCH_MS);
        while (System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
            CncFile now = Files.exists(file) ? CncFile.read(file) : null;
            if (now != null && now.heartbeatMs() > cnc.heartbeatMs()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the process with the driver's number began after the driver: it is another. */
    private static boolean isYounger(CncFile cnc) {
        return ProcessHandle.of(cnc.pid())
                .flatMap(process -> process.info().startInstant())
                .map(start -> start.toEpochMilli() > cnc.startMs() + CLOCK_SLACK_MS)
                .orElse(false);
    }

    private static boolean isProcessAlive(long pid) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid).isPresent();
        }
        // A zombie keeps its entry until its parent has asked how it died.
        return ProcFiles.lines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .anyMatch(line -> line.startsWith("State:") && !line.contains("Z"));
    }

    private static int major(int version) {
        return SemanticVersion.major(version);
    }

    private static int minor(int version) {
        return SemanticVersion.minor(version);
    }

    /**
     * @throws TapewireException where there is no driver to attach to
     */
    void requireLive() {
        if (state == State.LIVE) {
            return;
        }
        String remedy =
                state == State.INACCESSIBLE
                        ? "run as the driver's user"
                        : "start one there, or name the directory of one that runs";
        throw new TapewireException(
                "There is no driver to attach to at %s, which %s: %s.".formatted(dir, why, remedy));
    }

    private static DriverDirectory of(String dir, State state, String why) {
        return new DriverDirectory(dir, state, 0, why);
    }
}
