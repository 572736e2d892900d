package io.quantumlayer.platform.temporal;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** TLS to a Temporal of one's own authority, with a certificate where it asks for one. */
@AutoConfiguration(beforeName = "io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration")
@ConditionalOnClass(TemporalOptionsCustomizer.class)
@ConditionalOnProperty("quantumlayer.temporal.tls.authorities")
@EnableConfigurationProperties(TemporalTlsProperties.class)
public final class TemporalTlsAutoConfiguration {

    private static final long PERIOD_SECONDS = 60;

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService temporalTlsFiles() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("temporal-tls-files").factory());
    }

    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> temporalTls(
            TemporalTlsProperties files, ScheduledExecutorService temporalTlsFiles)
            throws IOException, GeneralSecurityException {
        AdvancedTlsX509TrustManager trust =
                AdvancedTlsX509TrustManager.newBuilder().build();
        trust.updateTrustCredentials(new File(files.authorities()), PERIOD_SECONDS, TimeUnit.SECONDS, temporalTlsFiles);
        SslContextBuilder context = GrpcSslContexts.forClient().trustManager(trust);
        if (!files.certificate().isBlank()) {
            AdvancedTlsX509KeyManager key = new AdvancedTlsX509KeyManager();
            key.updateIdentityCredentials(
                    new File(files.certificate()),
                    new File(files.privateKey()),
                    PERIOD_SECONDS,
                    TimeUnit.SECONDS,
                    temporalTlsFiles);
            context.keyManager(key);
        }
        var built = context.build();
        return options -> options.setEnableHttps(false).setSslContext(built);
    }
}
