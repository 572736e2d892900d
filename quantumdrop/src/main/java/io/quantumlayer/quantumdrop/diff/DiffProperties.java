package io.quantumlayer.quantumdrop.diff;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is compared line by line; larger texts are only reported as different.
 *
 * @param size largest text, in UTF-8
 * @param lines most lines of a text
 */
@Validated
@ConfigurationProperties("quantumdrop.diff")
record DiffProperties(
        @DefaultValue("1MB") @NotNull DataSize size,
        @DefaultValue("10000") @Min(1) int lines) {}
