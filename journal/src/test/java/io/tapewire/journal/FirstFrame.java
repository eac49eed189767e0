package io.tapewire.journal;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Says how many classes the first frame of a process had the JVM load. */
final class FirstFrame {
    private FirstFrame() {}

    public static void main(String[] args) {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        FrameMaker maker = new FrameMaker(1, 10).trades(1);
        try (JournalWriter writer =
                JournalWriter.open(Path.of(args[0]), JournalSettings.defaults(), new TestClock())) {
            long before = classes.getTotalLoadedClassCount();
            maker.into(writer);
            System.out.println(classes.getTotalLoadedClassCount() - before);
        }
    }
}
