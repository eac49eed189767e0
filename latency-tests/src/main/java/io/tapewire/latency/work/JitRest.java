package io.tapewire.latency.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Has this JVM compile nothing more while percentiles are measured. A JVM of seconds still finds
 * what comes a hundred times a second worth compiling, and takes ten to thirty ms of two from the
 * loops for it, which make the p99; one of hours does not. What is compiled stays so.
 *
 * <p>By the compiler's directives (JEP 165). For the thread of the loop.
 */
final class JitRest {
    private static final String ADD = "compilerDirectivesAdd";
    private static final String REMOVE = "compilerDirectivesRemove";
    private static final String NOTHING = "[{ match: \"*.*\", Exclude: true }]";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Path directive;
    private boolean rests;

    /**
     * @param directive null for one that never rests
     */
    private JitRest(Path directive) {
        this.directive = directive;
    }

    /** Has the JIT go on. */
    static JitRest none() {
        return new JitRest(null);
    }

    /**
     * Asks for nothing once, since the first time takes a hundred ms: standing still for that, the
     * loop would find out what its code was not made for, and this one is not made anew.
     *
     * @param dir for a file of this process's
     */
    static JitRest prepare(Path dir) {
        try {
            JitRest rest = new JitRest(Files.createTempFile(dir, "jit-", ".json"));
            Files.writeString(rest.directive, "[]");
            rest.begin();
            rest.end();
            Files.writeString(rest.directive, NOTHING);
            return rest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes some two ms.
     *
     * @return whether it rests; not in a JVM without such directives
     */
    boolean begin() {
        rests = directive != null && tell(ADD, directive.toString());
        return rests;
    }

    /** Idempotent. */
    void end() {
        if (rests) {
            rests = false;
            tell(REMOVE);
        }
    }

    private boolean tell(String what, String... args) {
        try {
            ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object[] all = args.length == 0 ? new Object[0] : new Object[] {args};
            String[] types =
                    args.length == 0 ? new String[0] : new String[] {String[].class.getName()};
            server.invoke(name, what, all, types);
            return true;
        } catch (JMException e) {
            return false;
        }
    }
}
