package io.quantumlayer.local.runs;

import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;

/** JSON Lines: every event as the journal has it. */
final class JsonView implements ProgressView {

    private final Terminal terminal;

    JsonView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(JournalEvent event, FollowedRun run) {
        terminal.out().println(Json.MAPPER.writeValueAsString(event.json()));
        terminal.out().flush();
    }

    @Override
    public void tick(FollowedRun run) {}
}
