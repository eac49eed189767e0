package io.tapewire.latency.floor;

import io.tapewire.driver.CorePinning;
import io.tapewire.latency.trial.TrialOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs one task on each of some cores, all at once, each on a thread pinned to its core. */
final class Cores {
    private Cores() {}

    /**
     * @param tasks of the cores, in the same order
     * @return what they answered, in the same order
     */
    static <T> List<T> run(List<Integer> cpus, List<Callable<T>> tasks, TrialOutput out) {
        List<FutureTask<T>> running = new ArrayList<>();
        for (int i = 0; i < cpus.size(); i++) {
            int cpu = cpus.get(i);
            Callable<T> task = tasks.get(i);
            FutureTask<T> pinned =
                    new FutureTask<>(
                            () -> {
                                CorePinning.pinCurrentThread(
                                        cpu, notice -> unpinned(out, cpu, notice));
                                return task.call();
                            });
            running.add(pinned);
            Thread thread = new Thread(pinned, "floor-cpu-" + cpu);
            thread.setDaemon(true);
            thread.start();
        }
        List<T> answers = new ArrayList<>();
        for (FutureTask<T> task : running) {
            answers.add(answer(task));
        }
        return answers;
    }

    private static void unpinned(TrialOutput out, int cpu, String notice) {
        System.err.println(notice);
        synchronized (out) {
            out.metric("pinned.cpu" + cpu, 0);
        }
    }

    private static <T> T answer(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it measured", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
