package io.quantumlayer.agents.role;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where roles come from.
 *
 * @param location resource pattern of the role files
 */
@ConfigurationProperties("agent-orchestrator.roles")
record RoleProperties(
        @DefaultValue("classpath*:roles/*.yaml") String location) {}
