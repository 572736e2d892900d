package io.quantumlayer.quantumdrop.retention;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long things are kept.
 *
 * @param runs runs that are not running are deleted when nothing about them has changed for this long; without it they
 *     are kept forever
 * @param grace contents that no drop holds are deleted after this long, so that downloads under way still find them
 * @param interval pause between two collections
 */
@Validated
@ConfigurationProperties("quantumdrop.retention")
record RetentionProperties(
        @Nullable Duration runs,
        @DefaultValue("24h") @NotNull Duration grace,
        @DefaultValue("1h") @NotNull Duration interval) {}
