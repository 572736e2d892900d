package io.quantumlayer.quantumdrop.drops;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How large things may be.
 *
 * @param file content of one file, in UTF-8
 * @param drop artifact, metadata and files of one drop together, in UTF-8
 * @param files number of files of one drop
 * @param answer artifacts in one answer together; longer lists must be asked for in pages
 */
@Validated
@ConfigurationProperties("quantumdrop.limits")
record DropLimits(
        @DefaultValue("10MB") @NotNull DataSize file,
        @DefaultValue("64MB") @NotNull DataSize drop,
        @DefaultValue("5000") @Min(1) int files,
        @DefaultValue("64MB") @NotNull DataSize answer) {}
