package io.tapewire.latency.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Of which sources this is. */
final class Build {
    private Build() {}

    /**
     * @param home of the checkout
     * @return the commit, with {@code -dirty} where files of it were changed; empty where that is
     *     no checkout, or git is not to be had
     */
    static String commit(Path home) {
        if (!Files.exists(home.resolve(".git"))) {
            return "";
        }
        ProcessBuilder git =
                new ProcessBuilder(
                        "git", "-C", home.toString(), "describe", "--always", "--dirty", "--tags");
        git.redirectError(ProcessBuilder.Redirect.DISCARD);
        try (BufferedReader out = git.start().inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
