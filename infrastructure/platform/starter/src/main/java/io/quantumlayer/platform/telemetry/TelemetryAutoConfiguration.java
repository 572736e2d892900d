package io.quantumlayer.platform.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentracing.Tracer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Spans of workflows and activities: Temporal's SDK speaks OpenTracing, which is mapped onto OpenTelemetry here. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        },
        beforeName = "io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration")
@ConditionalOnClass({Tracer.class, OpenTracingShim.class})
public final class TelemetryAutoConfiguration {

    @Bean
    @ConditionalOnBean(OpenTelemetry.class)
    Tracer temporalTracer(OpenTelemetry openTelemetry) {
        return OpenTracingShim.createTracerShim(openTelemetry);
    }
}
