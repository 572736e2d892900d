package io.quantumlayer.quantumdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(AllProperties.class);

    @Test
    void haveTheDocumentedDefaults() {
        runner.run(context -> assertThat(shown(context.getBeansWithAnnotation(ConfigurationProperties.class)
                        .values()))
                .containsExactlyInAnyOrder(
                        "DropLimits[file=10485760B, drop=67108864B, files=5000, answer=67108864B]",
                        "JournalProperties[keepAlive=PT15S, reconnect=PT1S, payload=65536B]",
                        "RetentionProperties[runs=null, grace=PT24H, interval=PT1H]",
                        "DiffProperties[size=1048576B, lines=10000]"));
    }

    @Test
    void bindEverySetting() {
        runner.withPropertyValues(
                        "quantumdrop.limits.file=1MB",
                        "quantumdrop.limits.drop=2MB",
                        "quantumdrop.limits.files=7",
                        "quantumdrop.limits.answer=3MB",
                        "quantumdrop.journal.keep-alive=5s",
                        "quantumdrop.journal.reconnect=2s",
                        "quantumdrop.journal.payload=1KB",
                        "quantumdrop.retention.runs=90d",
                        "quantumdrop.retention.grace=2h",
                        "quantumdrop.retention.interval=10m",
                        "quantumdrop.diff.size=2KB",
                        "quantumdrop.diff.lines=9")
                .run(context -> assertThat(shown(context.getBeansWithAnnotation(ConfigurationProperties.class)
                                .values()))
                        .containsExactlyInAnyOrder(
                                "DropLimits[file=1048576B, drop=2097152B, files=7, answer=3145728B]",
                                "JournalProperties[keepAlive=PT5S, reconnect=PT2S, payload=1024B]",
                                "RetentionProperties[runs=PT2160H, grace=PT2H, interval=PT10M]",
                                "DiffProperties[size=2048B, lines=9]"));
    }

    @Test
    void refuseNonsense() {
        runner.withPropertyValues("quantumdrop.limits.files=0")
                .run(context -> assertThat(context).hasFailed());
    }

    private static List<String> shown(Collection<Object> beans) {
        return beans.stream().map(Object::toString).toList();
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("io.quantumlayer.quantumdrop")
    static class AllProperties {}
}
