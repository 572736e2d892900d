package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
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

        if (isRefused(kind, operation)) {
            assertThat(catchThrowable(() -> ProviderAdapter.to(target, request, MODELS)))
                    .isInstanceOf(ModelErrorException.class)
                    .hasMessageContaining(
                            operation == Operation.COMPACT ? "compacts no conversations" : "does not offer embeddings");
            return;
        }
        ProviderAdapter adapter = ProviderAdapter.to(target, request, MODELS);
        if (kind.dialect().speaks(operation)) {
            assertThat(adapter.isTranslated()).isFalse();
            assertThat(adapter.operation()).isEqualTo(operation);
        } else if (operation.isCount()) {
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
        if (isRefused(kind, operation)) {
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

    private static boolean isRefused(ProviderKind kind, Operation operation) {
        return (operation == Operation.EMBEDDINGS || operation == Operation.COMPACT)
                && !kind.dialect().speaks(operation);
    }

    @Test
    void countsNoConversationThatItDoesNotSee() {
        ProviderKind kind = new OpenAiCompatible();
        ModelRequest request = ModelRequest.of(
                Operation.INPUT_TOKENS,
                "{\"model\":\"m\",\"previous_response_id\":\"resp_1\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(catchThrowable(() -> ProviderAdapter.to(target(kind, kind.dialect()), request, MODELS)))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("Send the whole conversation as input");
    }

    @Test
    void keepsTheCallsOfAStreamApartForAClientOfTheSameProtocol() {
        ProviderKind kind = new OpenAiCompatible();
        ProviderAdapter adapter =
                ProviderAdapter.to(target(kind, kind.dialect()), request(Operation.CHAT, true), MODELS);
        adapter.request();
        String call =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\n";

        String told = adapter.stream()
                .feed(Unpooled.copiedBuffer(call + call + call, StandardCharsets.UTF_8))
                .toString(StandardCharsets.UTF_8);

        assertThat(told).contains("\"index\":0,\"function\"", "\"index\":1,\"function\"", "\"index\":2,\"function\"");
        assertThat(told.split("\"id\":\"call_", -1)).hasSize(4);
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
