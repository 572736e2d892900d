package io.quantumlayer.local.runs;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches a run until it is over, through its journal and, while that is silent, through its status. */
final class Following {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration POLL_EVERY = Duration.ofSeconds(2);
    private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

    /** A platform that is being started again answers nothing for a while; the run goes on regardless. */
    private static final Duration GIVE_UP = Duration.ofMinutes(5);

    private final Gateway gateway;
    private final ProgressView view;

    Following(Gateway gateway, ProgressView view) {
        this.gateway = gateway;
        this.view = view;
    }

    /**
     * Returns the run once it is over.
     *
     * @param retry execution in which an ended run goes on; {@code null} for a run that has just begun
     */
    FollowedRun untilTheEnd(String id, @Nullable String retry) {
        FollowedRun run = new FollowedRun(retry);
        try (Journal journal = new Journal(gateway, id, retry)) {
            Instant heard = Instant.now();
            Instant asked = Instant.now();
            Instant answered = Instant.now();
            tick(run);
            while (run.end().isEmpty()) {
                Optional<JournalEvent> event = journal.next(TICK);
                Instant now = Instant.now();
                if (event.isPresent()) {
                    heard = now;
                    answered = now;
                    show(event.get(), run);
                    continue;
                }
                if (passed(heard, now, SILENCE) && passed(asked, now, POLL_EVERY)) {
                    asked = now;
                    answered = ask(id, run) ? now : answered;
                }
                if (passed(answered, now, GIVE_UP)) {
                    throw new CommandFailedException(
                            ExitCode.PLATFORM,
                            "The platform has not answered for %d minutes. The run is kept: ql up, then ql show %s"
                                    .formatted(GIVE_UP.toMinutes(), id));
                }
                tick(run);
            }
            drain(journal, run);
            return run;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.PLATFORM, "Interrupted. The run goes on: ql show " + id, e);
        }
    }

    // The status may say that the run is over before the journal has told its last events.
    private void drain(Journal journal, FollowedRun run) throws InterruptedException {
        Instant deadline = Instant.now().plus(LAST_EVENTS);
        boolean last = run.toldByJournal();
        while (!last && Instant.now().isBefore(deadline)) {
            Optional<JournalEvent> event = journal.next(TICK);
            event.ifPresent(told -> show(told, run));
            last = run.toldByJournal();
        }
        tick(run);
    }

    private void show(JournalEvent event, FollowedRun run) {
        run.add(event);
        if (run.isCurrent()) {
            view.event(event, run);
        }
    }

    private void tick(FollowedRun run) {
        if (run.isCurrent()) {
            view.tick(run);
        }
    }

    private boolean ask(String id, FollowedRun run) {
        try {
            run.update(gateway.run(id));
            return true;
        } catch (CommandFailedException e) {
            if (e.exitCode() == ExitCode.USAGE) {
                throw e;
            }
            return false;
        }
    }

    private static boolean passed(Instant since, Instant now, Duration time) {
        return Duration.between(since, now).compareTo(time) >= 0;
    }
}
