package io.quantumlayer.workflowapi.start;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of starting runs.
 *
 * @param maxRunningPerCaller most runs of one caller that run at once; a further start is answered 429
 */
@Validated
@ConfigurationProperties("workflow-api.start")
record StartProperties(@DefaultValue("20") @Min(1) int maxRunningPerCaller) {}
