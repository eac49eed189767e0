package io.tapewire.journal;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** What only the C library of Linux offers. */
final class Libc {
    private Libc() {}

    /**
     * @return null where the system is another, or JNA cannot begin, as where temporary files may
     *     not be executed
     */
    static Function function(String name) {
        try {
            return Platform.isLinux() ? NativeLibrary.getInstance("c").getFunction(name) : null;
        } catch (LinkageError e) {
            return null;
        }
    }
}
