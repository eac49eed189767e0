package io.tapewire.latency.command;

import java.util.Arrays;
import java.util.stream.Stream;

final class Args {
    private Args() {}

    static String[] join(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }
}
