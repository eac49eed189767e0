package io.tapewire.publisher.source;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens a tape's bytes, unpacked where they begin as gzip does, whatever the file is called. */
final class TapeInput {
    private static final int MAGIC_LENGTH = 2;

    private TapeInput() {}

    static InputStream open(Path path) {
        if (Files.isDirectory(path)) {
            throw new TapewireException(path + ": this is a directory; name a tape file");
        }
        try {
            return unpacked(Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new TapewireException(path + ": there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw new TapewireException(path + ": not readable; check its permissions", e);
        } catch (IOException e) {
            throw new TapewireException(path + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    static InputStream unpacked(InputStream in) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(in, MAGIC_LENGTH);
        byte[] magic = whole.readNBytes(MAGIC_LENGTH);
        whole.unread(magic);
        return GzipInput.isMagic(magic) ? new GzipInput(whole) : whole;
    }
}
