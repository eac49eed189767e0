package io.tapewire.latency.launch;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.latency.work.Works;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs each trial in JVMs of its own, with the class path of this one and the flags that {@link
 * #flags} tells. This one waits meanwhile; where it dies, the others end themselves.
 */
public final class JvmTrialRunner implements TrialRunner {
    private static final double MOST_SECONDS_BESIDE = 90;
    private static final int MOMENT_S = 5;

    /** In which a host takes back what a trial let go, at the expense of the next one. */
    private static final long TAKEN_BACK_MS_A_MIB = 5;

    private final ChildCommand command;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** For any number of trials, one after the other. */
    public JvmTrialRunner() {
        this(Map.of());
    }

    /**
     * For any number of trials, one after the other.
     *
     * @param classPaths by subject, of those that need more than this JVM's class path
     */
    public JvmTrialRunner(Map<String, String> classPaths) {
        command = ChildCommand.likeThisJvm(classPaths);
    }

    /**
     * Of the JVMs in which trials run.
     *
     * @param parameters of all trials
     */
    public static List<String> flags(Map<String, String> parameters) {
        return ChildCommand.likeThisJvm(Map.of()).flags(parameters);
    }

    @Override
    public void stop() {
        stopped.countDown();
        running.forEach(ChildProcess::kill);
    }

    @Override
    public Trial run(TrialSpec spec) {
        if (isStopped()) {
            return new Trial(spec, "It was stopped.", Map.of(), Map.of(), List.of());
        }
        Parameters parameters = new Parameters(spec.parameters());
        Trial trial;
        try (TrialDirs dirs = TrialDirs.make(parameters.text("journalDir", ""))) {
            List<String> arguments = new ArrayList<>();
            spec.parameters().forEach((name, value) -> arguments.add(name + "=" + value));
            arguments.add("dir=" + dirs.shared());
            arguments.add("journalDir=" + dirs.journal());
            arguments.add("journalPath=" + dirs.journal());
            trial =
                    Works.isTwoSided(spec.work())
                            ? runTwo(spec, parameters, arguments, dirs)
                            : runAlone(spec, parameters, arguments, dirs);
        } catch (IOException e) {
            throw new TapewireException("The trial cannot be run: " + e.getMessage(), e);
        } finally {
            running.clear();
        }
        restUnlessStopped(TAKEN_BACK_MS_A_MIB * parameters.number("usedPagesMib", 0));
        return trial;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void restUnlessStopped(long ms) {
        try {
            stopped.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Trial runTwo(
            TrialSpec spec, Parameters parameters, List<String> arguments, TrialDirs dirs)
            throws IOException {
        try (DatagramSocket there = anySocket();
                DatagramSocket back = anySocket()) {
            arguments.add("port.there=" + there.getLocalPort());
            arguments.add("port.back=" + back.getLocalPort());
        }
        try (ChildProcess origin = start(Role.ORIGIN, spec, arguments, dirs);
                ChildProcess far = start(Role.FAR, spec, arguments, dirs)) {
            origin.connect(far);
            far.connect(origin);
            return Merge.of(spec, await(parameters, origin, far), origin, far);
        }
    }

    private Trial runAlone(
            TrialSpec spec, Parameters parameters, List<String> arguments, TrialDirs dirs) {
        try (ChildProcess alone = start(Role.ALONE, spec, arguments, dirs)) {
            alone.connect(null);
            return Merge.of(spec, await(parameters, alone), alone);
        }
    }

    private ChildProcess start(Role role, TrialSpec spec, List<String> arguments, TrialDirs dirs) {
        List<String> words = new ArrayList<>(command.words(spec));
        words.addAll(List.of(spec.subject(), spec.work(), role.name(), dirs.journal().toString()));
        ChildProcess child = new ChildProcess(role, words, arguments, dirs.shared());
        running.add(child);
        if (isStopped()) {
            child.kill();
        }
        return child;
    }

    /**
     * Waits for all to finish; where one fails, a moment for the others; where one dies, no more.
     *
     * @return whether it came to that in time
     */
    private static boolean await(Parameters parameters, ChildProcess... children) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Executor later = CompletableFuture.delayedExecutor(MOMENT_S, TimeUnit.SECONDS);
        CompletableFuture<?>[] each = new CompletableFuture<?>[children.length];
        for (int i = 0; i < children.length; i++) {
            each[i] = children[i].finished();
            children[i]
                    .finished()
                    .thenAccept(
                            end -> {
                                if (end == ChildProcess.End.DIED) {
                                    over.complete(true);
                                } else if (end == ChildProcess.End.FAILED) {
                                    later.execute(() -> over.complete(true));
                                }
                            });
        }
        CompletableFuture.allOf(each).thenRun(() -> over.complete(true));
        double seconds =
                parameters.decimal("warmupSeconds", 3)
                        + parameters.decimal("seconds", 5)
                        + MOST_SECONDS_BESIDE;
        return over.completeOnTimeout(false, (long) (seconds * 1e3), TimeUnit.MILLISECONDS).join();
    }

    /** Bound for a moment, so that its port is free. */
    private static DatagramSocket anySocket() throws IOException {
        return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }
}
