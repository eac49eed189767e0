package io.tapewire.latency.launch;

import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.schemas.TapewireException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child is started: with what opens the JDK to the bus, as this JVM was, and otherwise as one
 * who is after latency would.
 */
final class ChildCommand {
    private static final List<String> FOR_ALL =
            List.of(
                    "--",
                    "-Dchronicle.",
                    "-Xlog:",
                    "-XX:CompileCommand=",
                    "-XX:-UsePerfData",
                    "-XX:+UseTransparentHugePages",
                    "-XX:-UseTransparentHugePages",
                    "-XX:+IgnoreUnrecognizedVMOptions");

    private static final List<String> FOR_LATENCY =
            List.of(
                    "-Xms256m",
                    "-Xmx256m",
                    "-XX:MaxDirectMemorySize=16g",
                    // The loop waits for the JIT: what that inlines does not depend on how far the
                    // loop got meanwhile, so that each JVM makes the same code of it. Not for
                    // what only starts the JVM (-Xbatch), which would take half a second more.
                    "-XX:CompileCommand=BackgroundCompilation,io/tapewire/*.*,false",
                    "-XX:CompileCommand=BackgroundCompilation,io/aeron/*.*,false",
                    "-XX:CompileCommand=BackgroundCompilation,org/agrona/*.*,false",
                    // The floor by itself: amid other code the JIT makes one of two of it.
                    "-XX:CompileCommand=dontinline,io/tapewire/latency/floor/CrcFloor.pass",
                    // No stop of all threads but for a reason.
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:GuaranteedSafepointInterval=0",
                    "-Dagrona.disable.bounds.checks=true",
                    "-Djava.net.preferIPv4Stack=true");

    private final String java;
    private final List<String> flags;
    private final String classPath;
    private final Map<String, String> classPaths;

    private ChildCommand(
            String java, List<String> flags, String classPath, Map<String, String> classPaths) {
        this.java = java;
        this.flags = flags;
        this.classPath = classPath;
        this.classPaths = Map.copyOf(classPaths);
    }

    /**
     * @param classPaths by subject, of those that need more than this JVM's
     */
    static ChildCommand likeThisJvm(Map<String, String> classPaths) {
        String java =
                ProcessHandle.current()
                        .info()
                        .command()
                        .orElseThrow(
                                () ->
                                        new TapewireException(
                                                "The system does not say which java this is, so no"
                                                        + " other can be started."));
        List<String> flags = new ArrayList<>();
        RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
        jvm.getInputArguments().stream().filter(ChildCommand::isForAll).forEach(flags::add);
        flags.addAll(FOR_LATENCY);
        return new ChildCommand(java, List.copyOf(flags), jvm.getClassPath(), classPaths);
    }

    /** Of the file of flags; not how much memory this JVM has, nor who debugs it. */
    private static boolean isForAll(String argument) {
        return FOR_ALL.stream().anyMatch(argument::startsWith);
    }

    /**
     * What a JVM is given beside its class path.
     *
     * @param parameters of the trial
     */
    List<String> flags(Map<String, String> parameters) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(collector(parameters.getOrDefault("gc", "parallel")));
        return all;
    }

    /** Up to the main class. */
    List<String> words(TrialSpec spec) {
        List<String> all = new ArrayList<>();
        all.add(java);
        all.addAll(flags(spec.parameters()));
        String more = classPaths.get(spec.subject());
        String path = more == null ? classPath : classPath + File.pathSeparator + more;
        all.addAll(List.of("-cp", path, TrialChild.class.getName()));
        return all;
    }

    private static List<String> collector(String name) {
        return switch (name) {
            case "parallel" -> List.of("-XX:+UseParallelGC");
            case "zgc" -> List.of("-XX:+UseZGC");
            case "epsilon" -> List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC");
            default ->
                    throw new TapewireException(
                            "Parameter gc=%s: give parallel, zgc or epsilon.".formatted(name));
        };
    }
}
