package io.quantumlayer.quantumdrop;

import io.quantumlayer.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole service on a free port and a new database; all such tests share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealPostgres
@Import(PlatformKeys.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "quantumdrop.journal.keep-alive=500ms",
            "quantumdrop.journal.reconnect=100ms",
            "quantumdrop.retention.interval=1d",
            "quantumdrop.limits.file=100KB",
            "quantumdrop.limits.drop=300KB",
            "quantumdrop.limits.answer=400KB",
            "spring.http.codecs.max-in-memory-size=1MB"
        })
public @interface QuantumDropIntegrationTest {}
