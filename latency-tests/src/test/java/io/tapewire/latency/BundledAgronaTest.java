package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * aeron-all carries an Agrona of its own, not relocated, so every Agrona class is on the class path
 * twice and the order of the jars decides. Harmless only while both are the same.
 */
class BundledAgronaTest {
    @Test
    void shouldBeTheSameAgronaInBothJars() throws Exception {
        Path aeron = jarOf(Aeron.class);
        Map<String, Long> bundled = agronaClasses(aeron);
        Map<String, Long> own = agronaClasses(agronaJar());
        assertTrue(bundled.size() > 200, "no Agrona in " + aeron);
        assertEquals(own, bundled);
    }

    private static Path agronaJar() {
        for (String entry :
                System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (Path.of(entry).getFileName().toString().startsWith("agrona-")) {
                return Path.of(entry);
            }
        }
        throw new AssertionError("no agrona jar on the class path");
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Map<String, Long> agronaClasses(Path jar) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> entry.getName().startsWith("org/agrona/"))
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .forEach((ZipEntry entry) -> checksums.put(entry.getName(), entry.getCrc()));
        }
        return checksums;
    }
}
