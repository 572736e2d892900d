package io.quantumlayer.platform.health;

import io.temporal.client.WorkflowClient;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints {@code /health} and {@code /ready}, and the same checks in Actuator's readiness group. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class HealthAutoConfiguration {

    @Bean
    HealthController healthController(
            @Value("${spring.application.name}") String service,
            @Value("${quantumlayer.version}") String version,
            ApplicationAvailability availability,
            ObjectProvider<ReadinessCheck> checks) {
        return new HealthController(
                service, version, availability, checks.orderedStream().toList());
    }

    @Bean
    HealthIndicator readinessChecksHealthIndicator(ObjectProvider<ReadinessCheck> checks) {
        List<ReadinessCheck> all = checks.orderedStream().toList();
        return () -> {
            Health.Builder health = Health.up();
            all.forEach(check ->
                    check.problem().ifPresent(problem -> health.outOfService().withDetail(check.name(), problem)));
            return health.build();
        };
    }

    /** Services with a database cannot answer without it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "com.zaxxer.hikari.HikariDataSource")
    static class DataSourceConfiguration {

        @Bean
        @ConditionalOnBean(DataSource.class)
        ReadinessCheck dataSourceReadiness(DataSource dataSource) {
            return new DataSourceReadiness(dataSource);
        }
    }

    /** Services of Temporal can start, answer and carry on nothing without it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.temporal.client.WorkflowClient")
    static class TemporalConfiguration {

        @Bean
        @ConditionalOnBean(WorkflowClient.class)
        ReadinessCheck temporalReadiness(
                WorkflowClient client, @Value("${spring.temporal.connection.target}") String address) {
            return new TemporalReadiness(client, address);
        }
    }
}
