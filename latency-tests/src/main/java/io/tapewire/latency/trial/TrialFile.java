package io.tapewire.latency.trial;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** A trial as a JSON document: its components by their names. */
public final class TrialFile {
    // What a record answers beside its components is no part of it.
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    private TrialFile() {}

    /** Writes it, over what was there. */
    public static void write(Path file, Trial trial) throws IOException {
        MAPPER.writeValue(file.toFile(), trial);
    }

    /** Reads what was written. */
    public static Trial read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Trial.class);
    }
}
