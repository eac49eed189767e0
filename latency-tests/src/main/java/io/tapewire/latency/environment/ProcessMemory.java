package io.tapewire.latency.environment;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What of this process is in memory.
 *
 * @param residentBytes all of it
 * @param sharedBytes of that, memory shared with other processes, such as Aeron's logs
 */
public record ProcessMemory(long residentBytes, long sharedBytes) {
    /**
     * @throws TapewireException where the kernel does not say
     */
    public static ProcessMemory now() {
        Path status = Path.of("/proc/self/status");
        try {
            List<String> lines = Files.readAllLines(status);
            return new ProcessMemory(bytes(lines, "VmRSS:"), bytes(lines, "RssShmem:"));
        } catch (IOException e) {
            throw new TapewireException(
                    "%s cannot be read: memory is measured on Linux only.".formatted(status), e);
        }
    }

    private static long bytes(List<String> lines, String name) {
        for (String line : lines) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return 0;
    }
}
