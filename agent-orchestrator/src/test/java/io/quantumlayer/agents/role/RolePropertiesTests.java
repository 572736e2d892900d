package io.quantumlayer.agents.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RolePropertiesTests {

    @Test
    void findsTheRolesOfTheServiceUnlessToldOtherwise() {
        assertThat(bind(Map.of()).location()).isEqualTo("classpath*:roles/*.yaml");
        assertThat(bind(Map.of("agent-orchestrator.roles.location", "file:/roles/*.yaml"))
                        .location())
                .isEqualTo("file:/roles/*.yaml");
    }

    private static RoleProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("agent-orchestrator.roles", RoleProperties.class);
    }
}
