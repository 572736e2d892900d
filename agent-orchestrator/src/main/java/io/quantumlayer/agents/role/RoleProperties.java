package io.quantumlayer.agents.role;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where roles come from.
 *
 * @param location resource pattern of the role files
 * @param limits YAML list of limits that go before those of the files, each for a {@code role} and a {@code model}
 */
@ConfigurationProperties("agent-orchestrator.roles")
record RoleProperties(
        @DefaultValue("classpath*:roles/*.yaml") String location,
        @DefaultValue("") String limits) {}
