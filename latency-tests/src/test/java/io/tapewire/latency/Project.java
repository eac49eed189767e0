package io.tapewire.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, found from whatever module the tests run in. */
final class Project {
    private Project() {}

    static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("run/tapewire"))) {
            dir = dir.getParent();
        }
        return dir;
    }

    static String read(String file) throws IOException {
        return Files.readString(root().resolve(file));
    }

    /** The pages that a person reads. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(root());
                Stream<Path> docs = Files.list(root().resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
