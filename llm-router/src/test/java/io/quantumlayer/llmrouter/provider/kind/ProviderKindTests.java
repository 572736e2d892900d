package io.quantumlayer.llmrouter.provider.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.protocols.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind has to keep; a new one is tested by being listed. */
class ProviderKindTests {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern GIVEN_ON = Pattern.compile("(?m)^\\| (.*) \\| models; given to `llm-router`");

    static List<ProviderKind> all() {
        return ProviderKind.all();
    }

    static Stream<ProviderKind> wellKnown() {
        return all().stream().filter(kind -> ProviderKind.named(kind.type()).isPresent());
    }

    @Test
    void allHasEveryKindOnce() {
        assertThat(all().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(ProviderKind.class.getPermittedSubclasses());
        assertThat(all().stream().map(ProviderKind::type)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFoundByItsTypeAndNamedInTheReference(ProviderKind kind) throws IOException {
        assertThat(kind.type()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ProviderKind.of(kind.type())).isEqualTo(kind);
        assertThat(ProviderKind.of(kind.type().toUpperCase().replace('-', '_'))).isEqualTo(kind);
        assertThat(page("reference/llm-router.md")).contains("`" + kind.type() + "`");
    }

    @ParameterizedTest
    @MethodSource("wellKnown")
    void hasItsVariablesInTheReferenceAndFromQl(ProviderKind kind) throws IOException {
        assertThat(kind.variables()).containsKey(Setting.KEY);
        Matcher row = GIVEN_ON.matcher(page("reference/ql.md"));
        assertThat(row.find()).isTrue();
        for (String variable : variables(kind)) {
            assertThat(page("reference/llm-router.md")).contains("`" + variable + "`");
            assertThat(row.group(1).split(", "))
                    .as(variable)
                    .anyMatch(name -> variable.matches(name.replace("`", "").replace("*", ".*")));
        }
        assertThat(page("how-to/models.md"))
                .contains("`" + kind.variables().get(Setting.KEY).getFirst() + "`");
    }

    @Test
    void noTwoKindsShareAVariable() {
        assertThat(all().stream().flatMap(kind -> variables(kind).stream())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("wellKnown")
    void isReachedOverTlsOrAtAnAddressOfTheCustomersOwn(ProviderKind kind) {
        String address = kind.defaultAddress();
        if (address == null) {
            assertThat(kind.variables()).containsKey(Setting.BASE_URL);
            return;
        }
        URI url = URI.create(address.replace(ProviderKind.REGION, "eu-west-1"));
        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getHost()).contains(".");
        assertThat(address).doesNotEndWith("/");
        assertThat(address.contains(ProviderKind.REGION))
                .isEqualTo(kind.variables().containsKey(Setting.REGION));
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasAPathForWhatItIsAskedIn(ProviderKind kind) {
        List<Operation> asked = Stream.concat(
                        kind.dialect().operations().stream(), Stream.of(Operation.chatOf(kind.protocol())))
                .distinct()
                .toList();

        for (Operation operation : asked) {
            String path = kind.path(operation, "org/m 1", true, null);
            assertThat(path).startsWith("/").doesNotContain("null").doesNotContain(" ");
        }
        assertThat(kind.dialect().operations())
                .allSatisfy(
                        operation -> assertThat(family(operation.protocol())).isEqualTo(family(kind.protocol())));
    }

    private static String family(Protocol protocol) {
        return switch (protocol) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> "openai";
            case ANTHROPIC_MESSAGES -> "anthropic";
            case BEDROCK_CONVERSE -> "bedrock";
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void showsTheKeyInOneHeaderAndNothingElse(ProviderKind kind) {
        HttpHeaders headers = new DefaultHttpHeaders();

        kind.authorise(headers, "sk-1");

        assertThat(headers.entries()).singleElement().satisfies(header -> {
            assertThat(header.getKey().toLowerCase()).isIn("authorization", "api-key", "x-api-key");
            assertThat(header.getValue()).isIn("sk-1", "Bearer sk-1");
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void addsNoCredentialToTheHeadersOfItsProtocol(ProviderKind kind) {
        HttpHeaders headers = new DefaultHttpHeaders();

        kind.describe(headers, Map.of());

        assertThat(headers.names()).doesNotContain("authorization", "api-key", "x-api-key");
    }

    private static List<String> variables(ProviderKind kind) {
        return kind.variables().values().stream().flatMap(Collection::stream).toList();
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }
}
