package io.tapewire.run;

import io.tapewire.journal.JournalReader;
import io.tapewire.schemas.TapewireException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.concurrent.NoOpIdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that a journal is complete, or names what is missing, doubled or changed. */
@Command(
        name = "verify",
        description = "Say of each session in a journal that it is complete, or what is not.")
final class VerifyCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "The journal.")
    private Path dir;

    @Option(names = "--feed", paramLabel = "ID", description = "Which feed; all unless named.")
    private FeedId feed;

    @Option(
            names = "--tape",
            paramLabel = "FILE",
            description = "Compare each session, trade by trade, with this tape.")
    private Path tape;

    @Spec private CommandSpec command;

    VerifyCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        int[] feeds = feed == null ? JournalReader.feeds(dir) : new int[] {feed.value()};
        if (feeds.length == 0) {
            throw new TapewireException(dir + " holds no feed yet: there is nothing to verify.");
        }
        boolean complete = true;
        for (int feedId : feeds) {
            complete &= verify(feedId);
            if (shutdown.isRequested()) {
                return Tapewire.INTERRUPTED;
            }
        }
        return complete ? 0 : Tapewire.FAILED;
    }

    private boolean verify(int feedId) {
        JournalReader reader = JournalReader.open(dir, feedId);
        try (JournalAudit audit = new JournalAudit(reader, tape)) {
            int[] read = {0};
            boolean done =
                    new DutyLoop(console, shutdown, NoOpIdleStrategy.INSTANCE)
                            .run(
                                    () -> read[0] = audit.doWork(),
                                    () -> read[0] == 0,
                                    ns ->
                                            "verified %s trades"
                                                    .formatted(Text.count(audit.trades())));
            return done && tell(feedId, reader, audit.sessions());
        }
    }

    private boolean tell(int feedId, JournalReader reader, List<SessionAudit> sessions) {
        PrintWriter out = command.commandLine().getOut();
        sessions.forEach(session -> out.println(session.verdict()));
        long damaged = reader.rejected() + reader.lost();
        if (damaged > 0) {
            out.printf(
                    "feed %s: %s stored frames are damaged%n",
                    Integer.toUnsignedString(feedId), Text.count(damaged));
        }
        if (sessions.isEmpty()) {
            out.printf("feed %s: holds no frame%n", Integer.toUnsignedString(feedId));
        }
        out.flush();
        return damaged == 0
                && !sessions.isEmpty()
                && sessions.stream().allMatch(SessionAudit::isComplete);
    }
}
