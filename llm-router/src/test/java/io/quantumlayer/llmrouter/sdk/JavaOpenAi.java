package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;

/** OpenAI's Java SDK. */
final class JavaOpenAi {

    private static final String SDK = "java-openai";
    private static final String HELLO = "Hello, wörld!";

    private final String router;
    private final OpenAIClient client;

    private JavaOpenAi(String router) {
        this.router = router;
        this.client = client("ql-sdk", 0);
    }

    /** What a schema is made of and an answer read into. */
    public static final class Person {
        public String name = "";
        public int age;
    }

    static List<DynamicTest> cases(String router) {
        JavaOpenAi sdk = new JavaOpenAi(router);
        Cases cases = new Cases(SDK);
        cases.both("plain answer", sdk::plain);
        cases.both("system prompt", sdk::system);
        cases.both("stream with usage", sdk::stream);
        cases.both(
                "tools",
                model -> assertThat(arguments(sdk.create(sdk.tools(model, "[tool]"))))
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("Rome"));
        cases.both(
                "parallel tools",
                model -> assertThat(arguments(sdk.create(sdk.tools(model, "[parallel]"))))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("Zürich"));
        cases.both("tool results", sdk::results);
        cases.both("streamed tool arguments", sdk::streamedTools);
        cases.both("JSON schema parsed", sdk::schema);
        cases.both(
                "limit of tokens",
                model -> assertThat(sdk.create(sdk.ask(model, "[long]"))
                                .choices()
                                .getFirst()
                                .finishReason()
                                .toString())
                        .isEqualTo("length"));
        cases.one("unknown model", () -> refused(NotFoundException.class, sdk.client, sdk.ask("nobody", "Hello")));
        cases.both(
                "bad request names the member",
                model -> assertThat(refused(
                                        BadRequestException.class,
                                        sdk.client,
                                        ChatCompletionCreateParams.builder()
                                                .model(model)
                                                .messages(com.openai.core.JsonField.ofNullable(null))
                                                .build())
                                .param()
                                .orElse(""))
                        .contains("messages"));
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
                family -> assertThat(content(sdk.client("ql-sdk", 2)
                                .chat()
                                .completions()
                                .create(sdk.ask(family + "-once-" + SDK, "[429-once:" + UUID.randomUUID() + "]"))))
                        .isEqualTo(HELLO));
        cases.family(
                "500 of the provider",
                family -> refused(
                        InternalServerException.class, sdk.client, sdk.ask(family + "-broken-" + SDK, "[500]")));
        cases.one(
                "embeddings",
                () -> assertThat(sdk.client
                                .embeddings()
                                .create(EmbeddingCreateParams.builder()
                                        .model("embed-test")
                                        .input("a")
                                        .build())
                                .data()
                                .getFirst()
                                .embedding())
                        .hasSize(3));
        cases.one(
                "list of models",
                () -> assertThat(sdk.client.models().list().data().stream().map(model -> model.id()))
                        .contains("gpt-test", "claude-test", "embed-test"));
        cases.both(
                "responses",
                model -> assertThat(sdk.client
                                .responses()
                                .create(ResponseCreateParams.builder()
                                        .model(model)
                                        .input("Hello")
                                        .build())
                                .output()
                                .getFirst()
                                .asMessage()
                                .content()
                                .getFirst()
                                .asOutputText()
                                .text())
                        .isEqualTo(HELLO));
        cases.both(
                "headers of the answer",
                model -> assertThat(sdk.client
                                .withRawResponse()
                                .chat()
                                .completions()
                                .create(sdk.ask(model, "Hello"))
                                .headers()
                                .values("x-ql-model"))
                        .containsExactly(model));
        cases.both(
                "async client",
                model -> assertThat(content(sdk.client
                                .async()
                                .chat()
                                .completions()
                                .create(sdk.ask(model, "Hello"))
                                .get()))
                        .isEqualTo(HELLO));
        cases.both("stream that is left, and the next call", sdk::leave);
        return cases.all();
    }

    private OpenAIClient client(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(router + "/v1")
                .apiKey(key)
                .maxRetries(retries)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private ChatCompletionCreateParams ask(String model, String text) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .maxCompletionTokens(100)
                .addUserMessage(text)
                .build();
    }

    private ChatCompletionCreateParams tools(String model, String text) {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        return ask(model, text).toBuilder()
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("weather")
                                .parameters(parameters)
                                .build())
                        .build())
                .build();
    }

    private ChatCompletion create(ChatCompletionCreateParams params) {
        return client.chat().completions().create(params);
    }

    private static String content(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    private static List<String> arguments(ChatCompletion answer) {
        return answer.choices().getFirst().message().toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction().function().arguments())
                .toList();
    }

    private static <E extends Throwable> E refused(Class<E> kind, OpenAIClient by, ChatCompletionCreateParams params) {
        E error = catchThrowableOfType(kind, () -> by.chat().completions().create(params));
        assertThat(error).isNotNull();
        return error;
    }

    private void plain(String model) {
        ChatCompletion answer = create(ask(model, "Hello"));
        assertThat(content(answer)).isEqualTo(HELLO);
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(11);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
    }

    private void system(String model) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage("Be brief.")
                .addUserMessage("[system]")
                .build();
        assertThat(content(create(params))).isEqualTo("system: Be brief.");
    }

    private ChatCompletion streamed(ChatCompletionCreateParams params) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    private void stream(String model) {
        ChatCompletion answer = streamed(ask(model, "Hello").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
        assertThat(content(answer)).isEqualTo(HELLO);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
    }

    private void streamedTools(String model) {
        assertThat(arguments(streamed(tools(model, "[parallel]"))))
                .hasSize(2)
                .last()
                .asString()
                .contains("Zürich");
    }

    private void results(String model) {
        ChatCompletionCreateParams first = tools(model, "[parallel]");
        ChatCompletionMessage message = create(first).choices().getFirst().message();
        ChatCompletionCreateParams.Builder next = first.toBuilder().addMessage(message);
        message.toolCalls()
                .orElseThrow()
                .forEach(call -> next.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content("20 degrees")
                        .build()));
        assertThat(content(create(next.build()))).isEqualTo("results: 20 degrees;20 degrees;");
    }

    private void schema(String model) {
        Person person = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("[schema]")
                        .responseFormat(Person.class)
                        .build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();
        assertThat(person.name).isEqualTo("Ada");
        assertThat(person.age).isEqualTo(36);
    }

    private void leave(String model) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask(model, "[endless]"))) {
            assertThat(stream.stream().limit(6).count()).isEqualTo(6);
        }
        assertThat(content(create(ask(model, "Hello")))).isEqualTo(HELLO);
    }
}
