package io.quantumlayer.llmrouter.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTests {

    private static final List<Sensitive> ALL = List.of(Sensitive.values());

    @Test
    void replacesAddressesCardsAndKeysAndKeepsEveryOtherByte() {
        String before =
                "{ \"model\":\"m\", \"user\":\"ada@example.com\",\"messages\":[{\"role\":\"user\",\"content\":\"Gr\\u00fc\\u00dfe\"},"
                        + "{\"role\":\"user\",\"content\":\"Mail ada@example.com, \\\"card\\\" 4111 1111 1111 1111, key sk-abcdefghijklmnop1234!\"}],\"n\":1.50}";
        String after =
                "{ \"model\":\"m\", \"user\":\"ada@example.com\",\"messages\":[{\"role\":\"user\",\"content\":\"Gr\\u00fc\\u00dfe\"},"
                        + "{\"role\":\"user\",\"content\":\"Mail [EMAIL], \\\"card\\\" [CARD], key [KEY]!\"}],\"n\":1.50}";

        Redactor.Redacted redacted = redact(before, ALL);

        assertThat(new String(redacted.body(), StandardCharsets.UTF_8)).isEqualTo(after);
        assertThat(redacted.count()).isEqualTo(3);
    }

    @Test
    void looksAtPartsToolResultsAndInputsButNotAtIdsAndFiles() {
        String body =
                "{\"system\":[{\"type\":\"text\",\"text\":\"a@b.io\"}],\"input\":[{\"call_id\":\"a@b.io\",\"output\":\"a@b.io\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a@b.io\",\"content\":\"a@b.io\"},"
                        + "{\"type\":\"image\",\"source\":{\"data\":\"a@b.io\"}},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:x,a@b.io\"}}]}]}";

        assertThat(redact(body, ALL).count()).isEqualTo(3);
    }

    @Test
    void takesOutOnlyWhatItIsToldTo() {
        String body = "{\"input\":\"a@b.io 4111111111111111\"}";

        assertThat(text(redact(body, List.of(Sensitive.EMAIL)))).isEqualTo("{\"input\":\"[EMAIL] 4111111111111111\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "1234567890123456789012345",
                "2026-11-24 12:00",
                "1.4111111111111111.2",
                "a@b",
                "@Override",
                "sk-short",
                "AKIA123",
                "task-abcdefghijklmnopqrstuvw",
                "eyJhbGciOi"
            })
    void leavesWhatOnlyLooksAlike(String text) {
        assertThat(redact("{\"input\":\"%s\"}".formatted(text), ALL).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "sk-ant-api03-abcdefghijklmnopqrstuv",
                "AIzaSyA-abcdefghijklmnopqrstuvwxyz01234",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                "-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----",
                "5500-0000-0000-0004",
                "378282246310005",
                "first.last+tag@mail.example.co.uk"
            })
    void findsWhatItHasToFind(String text) {
        assertThat(text(redact("{\"input\":\"x %s y\"}".formatted(text), ALL)))
                .matches("\\{\"input\":\"x \\[(KEY|CARD|EMAIL)] y\"}");
    }

    private static Redactor.Redacted redact(String body, List<Sensitive> kinds) {
        return Redactor.redact(body.getBytes(StandardCharsets.UTF_8), kinds);
    }

    private static String text(Redactor.Redacted redacted) {
        return new String(redacted.body(), StandardCharsets.UTF_8);
    }
}
