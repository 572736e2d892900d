package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;

/** Anthropic's Java SDK. */
final class JavaAnthropic {

    private static final String SDK = "java-anthropic";
    private static final String HELLO = "Hello, wörld!";

    private final String router;
    private final AnthropicClient client;

    private JavaAnthropic(String router) {
        this.router = router;
        this.client = client("ql-sdk", 0);
    }

    static List<DynamicTest> cases(String router) {
        JavaAnthropic sdk = new JavaAnthropic(router);
        Cases cases = new Cases(SDK);
        cases.both("plain answer", model -> {
            Message answer = sdk.create(sdk.ask(model, "Hello"));
            assertThat(text(answer)).isEqualTo(HELLO);
            assertThat(answer.usage().outputTokens()).isEqualTo(7);
        });
        cases.both(
                "system prompt",
                model -> assertThat(text(sdk.create(sdk.ask(model, "[system]").toBuilder()
                                .system("Be brief.")
                                .build())))
                        .isEqualTo("system: Be brief."));
        cases.both(
                "stream",
                model -> assertThat(text(sdk.streamed(sdk.ask(model, "Hello")))).isEqualTo(HELLO));
        cases.both(
                "tools",
                model -> assertThat(inputs(sdk.create(sdk.tools(model, "[tool]"))))
                        .hasSize(1));
        cases.both(
                "parallel tools",
                model -> assertThat(inputs(sdk.create(sdk.tools(model, "[parallel]"))))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("Zürich"));
        cases.both("tool results", sdk::results);
        cases.both(
                "streamed tool arguments",
                model -> assertThat(inputs(sdk.streamed(sdk.tools(model, "[parallel]"))))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("Zürich"));
        cases.both(
                "limit of tokens",
                model -> assertThat(sdk.create(sdk.ask(model, "[long]"))
                                .stopReason()
                                .orElseThrow()
                                .toString())
                        .isEqualTo("max_tokens"));
        cases.one("unknown model", () -> refused(NotFoundException.class, sdk.client, sdk.ask("nobody", "Hello")));
        cases.both(
                "wrong key",
                model -> refused(UnauthorizedException.class, sdk.client("ql-wrong", 0), sdk.ask(model, "Hello")));
        cases.family("429 of the provider", family -> {
            RateLimitException error =
                    refused(RateLimitException.class, sdk.client, sdk.ask(family + "-limited-" + SDK, "[429]"));
            assertThat(Double.parseDouble(error.headers().values("retry-after").getFirst()))
                    .isBetween(5.0, 7.0);
        });
        cases.family(
                "the SDK asks again after 429",
                family -> assertThat(text(sdk.client("ql-sdk", 2)
                                .messages()
                                .create(sdk.ask(family + "-once-" + SDK, "[429-once:" + UUID.randomUUID() + "]"))))
                        .isEqualTo(HELLO));
        cases.family(
                "500 of the provider",
                family -> refused(
                        InternalServerException.class, sdk.client, sdk.ask(family + "-broken-" + SDK, "[500]")));
        cases.one(
                "count of tokens on anthropic",
                () -> assertThat(sdk.client
                                .messages()
                                .countTokens(MessageCountTokensParams.builder()
                                        .model("claude-test")
                                        .addUserMessage("Hello")
                                        .build())
                                .inputTokens())
                        .isEqualTo(23));
        cases.both(
                "headers of the answer",
                model -> assertThat(sdk.client
                                .withRawResponse()
                                .messages()
                                .create(sdk.ask(model, "Hello"))
                                .headers()
                                .values("x-ql-model"))
                        .containsExactly(model));
        cases.both(
                "async client",
                model -> assertThat(text(sdk.client
                                .async()
                                .messages()
                                .create(sdk.ask(model, "Hello"))
                                .get()))
                        .isEqualTo(HELLO));
        cases.both("stream that is left, and the next call", sdk::leave);
        return cases.all();
    }

    private AnthropicClient client(String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(router)
                .apiKey(key)
                .maxRetries(retries)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private MessageCreateParams ask(String model, String text) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage(text)
                .build();
    }

    private MessageCreateParams tools(String model, String text) {
        Tool.InputSchema schema = Tool.InputSchema.builder()
                .properties(JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        return ask(model, text).toBuilder()
                .addTool(Tool.builder().name("weather").inputSchema(schema).build())
                .build();
    }

    private Message create(MessageCreateParams params) {
        return client.messages().create(params);
    }

    private static String text(Message answer) {
        return answer.content().getFirst().asText().text();
    }

    private static List<String> inputs(Message answer) {
        return answer.content().stream()
                .map(block -> block.asToolUse()._input().toString())
                .toList();
    }

    private static <E extends Throwable> E refused(Class<E> kind, AnthropicClient by, MessageCreateParams params) {
        E error = catchThrowableOfType(kind, () -> by.messages().create(params));
        assertThat(error).isNotNull();
        return error;
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private void results(String model) {
        MessageCreateParams first = tools(model, "[parallel]");
        Message message = create(first);
        List<ContentBlockParam> results = message.content().stream()
                .map(block -> ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                        .toolUseId(block.asToolUse().id())
                        .content("20 degrees")
                        .build()))
                .toList();
        assertThat(text(create(first.toBuilder()
                        .addMessage(message)
                        .addUserMessageOfContentBlockParams(results)
                        .build())))
                .isEqualTo("results: 20 degrees;20 degrees;");
    }

    private void leave(String model) {
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(ask(model, "[endless]"))) {
            assertThat(stream.stream().limit(6).count()).isEqualTo(6);
        }
        assertThat(text(create(ask(model, "Hello")))).isEqualTo(HELLO);
    }
}
