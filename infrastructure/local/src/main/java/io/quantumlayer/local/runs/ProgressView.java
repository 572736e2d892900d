package io.quantumlayer.local.runs;

import io.quantumlayer.local.terminal.Terminal;

/** Shows a run while it goes. */
sealed interface ProgressView permits TableView, LineView, JsonView {

    /** An event has arrived; the run knows it already. */
    void event(JournalEvent event, FollowedRun run);

    /** Time has passed, or the run has changed without an event. */
    void tick(FollowedRun run);

    static ProgressView of(Terminal terminal, boolean json) {
        if (json) {
            return new JsonView(terminal);
        }
        return terminal.redraws() ? new TableView(terminal) : new LineView(terminal);
    }
}
