package io.tapewire.driver;

import io.aeron.CommonContext;
import io.tapewire.schemas.TapewireException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.agrona.IoUtil;

/**
 * A directory that a driver of ours has for itself: locked, and cleared of a dead driver's remains,
 * until closed.
 */
final class DirectoryClaim implements AutoCloseable {
    private static final String UNNAMED_PREFIX = CommonContext.AERON_DIR_PROP_DEFAULT + "-tw-";

    private final String dir;
    private final DirectoryLock lock;
    private final boolean named;

    private DirectoryClaim(String dir, DirectoryLock lock, boolean named) {
        this.dir = dir;
        this.lock = lock;
        this.named = named;
    }

    /**
     * @throws TapewireException if a driver lives there, or the directory is nothing of a driver's
     */
    static DirectoryClaim named(String dir, Consumer<String> notices) {
        return claim(dir, true, notices);
    }

    /** A directory of its own, where Aeron puts its own by default. */
    static DirectoryClaim unnamed(Consumer<String> notices) {
        sweep(Path.of(UNNAMED_PREFIX), notices);
        return claim(UNNAMED_PREFIX + UUID.randomUUID(), false, notices);
    }

    String dir() {
        return dir;
    }

    /** To be called when the driver runs, so that its death can be told at once. */
    void onStarted() {
        try {
            lock.nameHolder(CncFile.read(Path.of(dir, CncFile.NAME)));
        } catch (IOException e) {
            throw unusable(dir, e);
        }
    }

    @Override
    public void close() {
        try {
            if (named) {
                lock.close();
            } else {
                lock.deleteAndClose();
            }
        } catch (IOException e) {
            throw unusable(dir, e);
        }
    }

    /** Killed processes leave tens of megabytes of shared memory behind each. */
    static void sweep(Path prefix, Consumer<String> notices) {
        String start = prefix.getFileName().toString();
        try (DirectoryStream<Path> dirs =
                Files.newDirectoryStream(
                        prefix.getParent(),
                        path ->
                                path.getFileName().toString().startsWith(start)
                                        && Files.isDirectory(path))) {
            for (Path left : dirs) {
                DirectoryLock lock = DirectoryLock.tryAcquire(left);
                if (lock != null) {
                    clearIfStale(DriverDirectory.examine(left.toString(), lock), notices);
                    lock.deleteAndClose();
                }
            }
        } catch (IOException e) {
            notices.accept(
                    "Directories of dead drivers stay in %s: %s.".formatted(prefix.getParent(), e));
        }
    }

    private static DirectoryClaim claim(String dir, boolean named, Consumer<String> notices) {
        DirectoryLock lock;
        try {
            lock = DirectoryLock.tryAcquire(Path.of(dir));
        } catch (IOException e) {
            throw unusable(dir, e);
        }
        if (lock == null) {
            throw new TapewireException(
                    "Another driver is starting or running at %s: attach to it, or name another directory."
                            .formatted(dir));
        }
        DirectoryClaim claim = new DirectoryClaim(dir, lock, named);
        try {
            DriverDirectory found = DriverDirectory.examine(dir, lock);
            if (!clearIfStale(found, notices) && found.state() != DriverDirectory.State.ABSENT) {
                throw new TapewireException(
                        "No driver can start at %s, which %s: %s."
                                .formatted(dir, found.why(), remedy(found.state())));
            }
            return claim;
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static boolean clearIfStale(DriverDirectory found, Consumer<String> notices) {
        if (found.state() != DriverDirectory.State.STALE) {
            return false;
        }
        IoUtil.delete(new File(found.dir()), false);
        notices.accept("Cleared %s, which %s.".formatted(found.dir(), found.why()));
        return true;
    }

    private static String remedy(DriverDirectory.State state) {
        return switch (state) {
            case LIVE -> "attach to it, or name another directory";
            case VERSION_MISMATCH -> "stop that driver and delete the directory, or name another";
            case INACCESSIBLE -> "change its owner or rights, or name another directory";
            default -> "name another directory";
        };
    }

    private static TapewireException unusable(String dir, IOException cause) {
        String why =
                cause instanceof AccessDeniedException
                        ? "this user may not write there"
                        : cause.getMessage();
        return new TapewireException(
                "No driver can use the directory %s, %s: change its owner or rights, or name another."
                        .formatted(dir, why),
                cause);
    }
}
