package io.quantumlayer.metaprompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.metaprompt.MetaPromptEngineApplication;
import io.quantumlayer.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class TemplateFilesIT {

    private static final String GREETING = """
            name: greeting
            description: Greets somebody.
            type: chat
            variables: {}
            messages: [{role: user, template: Hello}]
            """;

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void publishesAChangedFileAsTheNextVersionAtTheNextStart() throws IOException {
        Files.writeString(folder.resolve("greeting.yaml"), GREETING);
        assertThat(startedWithVersion()).isEqualTo(1);
        assertThat(startedWithVersion()).isEqualTo(1);

        Files.writeString(folder.resolve("greeting.yaml"), GREETING.replace("Hello", "Good morning"));
        assertThat(startedWithVersion()).isEqualTo(2);
    }

    @Test
    void doesNotStartWithABrokenFile() throws IOException {
        Files.writeString(folder.resolve("greeting.yaml"), GREETING.replace("role: user", "role: bard"));

        assertThatExceptionOfType(BrokenTemplateException.class)
                .isThrownBy(this::startedWithVersion)
                .withMessageContaining("greeting.yaml")
                .withMessageContaining("/messages/0/role");
    }

    @Test
    void doesNotStartWithAFileNamedOtherwiseThanItsTemplate() throws IOException {
        Files.writeString(folder.resolve("welcome.yaml"), GREETING);

        assertThatExceptionOfType(BrokenTemplateException.class)
                .isThrownBy(this::startedWithVersion)
                .withMessageContaining("'welcome'");
    }

    private int startedWithVersion() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                MetaPromptEngineApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--meta-prompt-engine.templates.locations=" + folder.toUri() + "*.yaml")) {
            return context.getBean(Templates.class).find("greeting", null).version();
        }
    }
}
