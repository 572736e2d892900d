package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.Adapt;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.DialectStep;
import io.quantumlayer.llmrouter.provider.kind.OpenAiCompatible;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.ProviderCall;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.protocols.ModelErrorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderAdapterTests {

    private static final ModelKnowledge MODELS = new ModelKnowledge(TraitTable.own(), new SimpleMeterRegistry());

    static Stream<Arguments> everyOperationOfEveryKind() {
        return ProviderKind.all().stream()
                .flatMap(kind -> Stream.of(Operation.values()).map(operation -> Arguments.of(kind, operation)));
    }

    @ParameterizedTest
    @MethodSource("everyOperationOfEveryKind")
    void passesOnTranslatesCountsOrRefusesWhatAClientMayAsk(ProviderKind kind, Operation operation) {
        Target target = target(kind, kind.dialect());
        ModelRequest request = request(operation, false);

        if (operation == Operation.EMBEDDINGS && !kind.dialect().speaks(operation)) {
            assertThat(catchThrowable(() -> ProviderAdapter.to(target, request, MODELS)))
                    .isInstanceOf(ModelErrorException.class)
                    .hasMessageContaining("does not offer embeddings");
            return;
        }
        ProviderAdapter adapter = ProviderAdapter.to(target, request, MODELS);
        if (kind.dialect().speaks(operation)) {
            assertThat(adapter.isTranslated()).isFalse();
            assertThat(adapter.operation()).isEqualTo(operation);
        } else if (operation == Operation.COUNT_TOKENS) {
            assertThat(adapter.isCountedHere()).isTrue();
        } else {
            assertThat(adapter.isTranslated()).isTrue();
            assertThat(adapter.protocol()).isEqualTo(kind.protocol());
            assertThat(adapter.request()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyOperationOfEveryKind")
    void leadsEveryRequestThroughTheStepsOfTheDialect(ProviderKind kind, Operation operation) {
        List<ProviderCall> seen = new ArrayList<>();
        DialectStep step = new DialectStep() {
            @Override
            public byte[] request(byte[] body, ProviderCall call) {
                seen.add(call);
                return "changed".getBytes(StandardCharsets.UTF_8);
            }
        };
        Target target = target(kind, kind.dialect().with(step));
        if (operation == Operation.EMBEDDINGS && !kind.dialect().speaks(operation)) {
            return;
        }
        ProviderAdapter adapter = ProviderAdapter.to(target, request(operation, true), MODELS);

        assertThat(new String(adapter.request(), StandardCharsets.UTF_8)).isEqualTo("changed");
        assertThat(seen)
                .containsExactly(
                        new ProviderCall(kind, "upstream", adapter.operation(), true, adapter.isTranslated(), false));
    }

    @Test
    void keepsTheBytesOfARequestThatNothingIsToBeChangedIn() {
        byte[] bytes = "{\"model\":\"upstream\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        ProviderKind kind = new OpenAiCompatible();

        assertThat(ProviderAdapter.to(target(kind, kind.dialect()), ModelRequest.of(Operation.CHAT, bytes), MODELS)
                        .request())
                .isSameAs(bytes);
    }

    private static Target target(ProviderKind kind, Dialect dialect) {
        return new Target(
                new Provider("p", kind, dialect, List.of("p"), List.of("upstream"), List.of(), Adapt.LENIENT, null),
                "upstream",
                1,
                0,
                Set.of());
    }

    private static ModelRequest request(Operation operation, boolean stream) {
        String content = operation.content().equals("input")
                ? "\"input\":\"Hello\""
                : "\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
        return ModelRequest.of(
                operation,
                "{\"model\":\"m\",\"stream\":%s,%s}".formatted(stream, content).getBytes(StandardCharsets.UTF_8));
    }
}
