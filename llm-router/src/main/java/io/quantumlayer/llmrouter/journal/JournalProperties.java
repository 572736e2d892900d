package io.quantumlayer.llmrouter.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the journal.
 *
 * @param keep how long an answer can be given again; zero for no journal
 */
@ConfigurationProperties("quantumlayer.router.journal")
public record JournalProperties(@DefaultValue("7d") Duration keep) {}
