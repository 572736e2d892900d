package io.quantumlayer.agents.task;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are worked on.
 *
 * @param defaultModel model of tasks that name none
 * @param maxInputs most inputs of a task
 * @param lease how long after the death of its process a task can be taken over by another
 * @param patience how long a request waits for a task with the same id that is being worked on elsewhere
 * @param rateLimitPatience how long a model call waits in all for rate limits of its provider
 * @param maxWaitingPerOwner most tasks of one owner that are worked on or wait at once; a further one is answered 429
 */
@Validated
@ConfigurationProperties("agent-orchestrator.tasks")
record TaskProperties(
        @DefaultValue("recipe-engine") String defaultModel,
        @DefaultValue("200") int maxInputs,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5m") Duration patience,
        @DefaultValue("30m") Duration rateLimitPatience,
        @DefaultValue("250") @Min(1) int maxWaitingPerOwner) {}
