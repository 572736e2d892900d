package io.quantumlayer.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class ParserPropertiesTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void haveDefaults() {
        context.run(started -> assertThat(started.getBean(ParserProperties.class))
                .satisfies(properties -> {
                    assertThat(properties.fileLimit()).isEqualTo(DataSize.ofMegabytes(2));
                    assertThat(properties.projectLimit()).isEqualTo(DataSize.ofMegabytes(16));
                    assertThat(properties.timeLimit()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(properties.effectiveWorkers())
                            .isEqualTo(Runtime.getRuntime().availableProcessors());
                    assertThat(properties.nativeDirectory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
                    assertThat(properties.rulesDirectory()).isNull();
                }));
    }

    @Test
    void bindEveryValue() {
        context.withPropertyValues(
                        "parser.file-limit=1KB",
                        "parser.project-limit=4KB",
                        "parser.time-limit=250ms",
                        "parser.workers=3",
                        "parser.native-directory=/var/native",
                        "parser.rules-directory=/etc/rules")
                .run(started -> assertThat(started.getBean(ParserProperties.class))
                        .isEqualTo(new ParserProperties(
                                DataSize.ofKilobytes(1),
                                DataSize.ofKilobytes(4),
                                Duration.ofMillis(250),
                                3,
                                Path.of("/var/native"),
                                Path.of("/etc/rules"))));
    }

    @Configuration
    @EnableConfigurationProperties(ParserProperties.class)
    static class Properties {}
}
