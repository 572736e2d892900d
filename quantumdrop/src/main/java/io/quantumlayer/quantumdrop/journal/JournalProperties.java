package io.quantumlayer.quantumdrop.journal;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the journal.
 *
 * @param keepAlive a stream that has nothing to send sends a comment this often, and looks for missed events
 * @param reconnect pause before the notification connection is opened again
 * @param payload largest payload of an event, as JSON in UTF-8
 */
@Validated
@ConfigurationProperties("quantumdrop.journal")
record JournalProperties(
        @DefaultValue("15s") @NotNull Duration keepAlive,
        @DefaultValue("1s") @NotNull Duration reconnect,
        @DefaultValue("64KB") @NotNull DataSize payload) {}
