package io.quantumlayer.metaprompt.enhancement;

import java.util.Locale;

/** Parts of the enhanced prompt that steps write to; each is a variable of the template {@code enhancement}. */
enum Section {
    TARGET,
    FACTS,
    CONTRADICTIONS,
    ACCEPTANCE,
    QUALITY,
    QUESTIONS;

    String variable() {
        return name().toLowerCase(Locale.ROOT);
    }
}
