package io.tapewire.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the kernel's small files; one that is not there is empty. */
final class ProcFiles {
    private ProcFiles() {}

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    static List<String> lines(Path file) {
        return text(file).lines().toList();
    }
}
