package io.quantumlayer.testsupport.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sources of the rules stand at the rules, in {@link Claude} and {@link ClaudeSchema}. */
class AnthropicStandInTests {

    private static final AnthropicStandIn VENDOR = AnthropicStandIn.start(prompt -> "{\"sum\": 3}");
    private static final Asking ASKING = new Asking(
                    VENDOR,
                    "/messages",
                    "{'model': 'claude-sonnet-4-5-20250929', 'max_tokens': 4096, 'messages': [{'role': 'user',"
                            + " 'content': 'Add.'}]}")
            .with("anthropic-version", "2023-06-01");
    private static final String TOOL = """
        'tools': [{'name': 'sum', 'input_schema': {'type': 'object', 'properties': {'sum': {'type': 'integer'}}}}],
        'tool_choice': {'type': 'tool', 'name': 'sum'}\
        """;

    @AfterAll
    static void stop() {
        VENDOR.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'max_tokens': null}                                                            | max_tokens: Field required
        {'max_tokens': 65536}                                                           | max_tokens: 65536 > 64000, which is the maximum allowed number of output tokens for claude-sonnet-4-5-20250929
        {'model': 'claude-3-5-sonnet-20241022', 'max_tokens': 32000}                    | 32000 > 8192
        {'model': 'claude-opus-4-1-20250805', 'max_tokens': 64000}                      | 64000 > 32000
        {'n': 1}                                                                        | n: Extra inputs are not permitted
        {'temperature': 1.5}                                                            | temperature: range: 0..1
        {'temperature': 0.2, 'top_p': 0.9}                                              | `temperature` and `top_p` cannot both be specified
        {'model': 'claude-opus-4-7', 'temperature': 0.2}                                | `temperature` is deprecated for this model.
        {'model': 'claude-sonnet-5', 'temperature': 0}                                  | `temperature` is deprecated for this model.
        {'model': 'claude-sonnet-5', 'top_p': 0.9}                                      | `top_p` is deprecated for this model.
        {'model': 'claude-sonnet-5-5', 'top_k': 4}                                      | `top_k` is deprecated for this model.
        {'thinking': {'type': 'enabled', 'budget_tokens': 2000}, 'temperature': 0.2}    | `temperature` may only be set to 1 when thinking is enabled.
        {'thinking': {'type': 'enabled', 'budget_tokens': 20}}                          | greater than or equal to 1024
        {'thinking': {'type': 'enabled', 'budget_tokens': 4096}}                        | `max_tokens` must be greater than `thinking.budget_tokens`
        {'thinking': {'type': 'adaptive'}}                                              | Input tag 'adaptive' found
        {'model': 'claude-sonnet-5', 'thinking': {'type': 'enabled', 'budget_tokens': 2000}} | "thinking.type.enabled" is not supported
        {'model': 'claude-sonnet-5-5', 'thinking': {'type': 'disabled'}}                | "thinking.type.disabled" is not supported
        {'model': 'claude-haiku-4-5', 'output_config': {'effort': 'low'}}               | does not support the effort parameter
        {'model': 'claude-3-5-sonnet-20241022', 'output_config': {'format': {'type': 'json_schema', 'schema': {}}}} | does not support output format
        {'messages': [{'role': 'assistant', 'content': 'x'}]}                           | first message must use the "user" role
        {'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': ' '}]}]}    | must contain non-whitespace text
        {'messages': [{'role': 'tool', 'content': 'x'}]}                                | Input should be 'user' or 'assistant'
        {'messages': [{'role': 'user', 'content': 'x'}, {'role': 'assistant', 'content': [{'type': 'tool_use', 'id': 'functions.Bash:0', 'name': 'Bash', 'input': {}}]}]} | id: String should match pattern
        {'model': 'claude-opus-4-6', 'messages': [{'role': 'user', 'content': 'x'}, {'role': 'assistant', 'content': 'y'}]} | does not support assistant message prefill
        {'tools': [{'name': 'a.b', 'input_schema': {'type': 'object'}}]}                | tools.0.custom.name: String should match pattern
        {'tools': [{'name': 'a', 'input_schema': {'properties': {}}}]}                  | input_schema.type: Field required
        {'tools': [{'name': 'a', 'input_schema': {'type': 'object', 'anyOf': []}}]}     | does not support oneOf, allOf, or anyOf at the top level
        """)
    void refuses(String members, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send(members);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).at("/error/message").asString()).contains(sentence);
        assertThat(Json.read(answer.body()).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'string', 'minLength': 1}}}            | For 'string' type, property 'minLength' is not supported
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'integer', 'minimum': 1, 'maximum': 2}}} | For 'integer' type, properties maximum, minimum are not supported
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'array', 'minItems': 2}}}              | 'minItems' values other than 0 or 1 are not supported
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'array', 'maxItems': 2}}}              | For 'array' type, property 'maxItems' is not supported
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'object'}}}                            | 'additionalProperties' must be explicitly set to false
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'oneOf': []}}}                                 | Schema type 'oneOf' is not supported
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'string', 'pattern': '(?=a)'}}}        | Regex pattern is not supported
        """)
    void refusesASchemaOutsideOfItsPart(String schema, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> format =
                ASKING.send("{'output_config': {'format': {'type': 'json_schema', 'schema': %s}}}".formatted(schema));
        HttpResponse<String> strict =
                ASKING.send("{'tools': [{'name': 'a', 'strict': true, 'input_schema': %s}]}".formatted(schema));
        HttpResponse<String> loose = ASKING.send("{'tools': [{'name': 'a', 'input_schema': %s}]}".formatted(schema));

        assertThat(Json.read(format.body()).at("/error/message").asString())
                .startsWith("output_config.format.schema: ")
                .contains(sentence);
        assertThat(Json.read(strict.body()).at("/error/message").asString())
                .startsWith("tools.0.custom: ")
                .contains(sentence);
        assertThat(loose.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'temperature': 0.2}
        {'model': 'claude-3-5-sonnet-20241022', 'temperature': 0.2, 'top_p': 0.9, 'max_tokens': 8192}
        {'model': 'claude-opus-4-6', 'max_tokens': 128000, 'thinking': {'type': 'adaptive'}, 'output_config': {'effort': 'low'}}
        {'model': 'claude-sonnet-5', 'max_tokens': 128000, 'temperature': 1}
        {'messages': [{'role': 'user', 'content': 'a'}, {'role': 'user', 'content': 'b'}]}
        {'output_config': {'format': {'type': 'json_schema', 'schema': {'type': 'object', 'additionalProperties': false, 'properties': {'sum': {'type': 'integer'}, 'list': {'type': 'array', 'minItems': 1}, 'name': {'type': 'string', 'pattern': '^[a-z]+$'}}}}}}
        """)
    void takes(String members) throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send(members);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.read(answer.body())
                        .path("content")
                        .valueStream()
                        .toList()
                        .getLast()
                        .path("text")
                        .asString())
                .containsIgnoringWhitespaces("{\"sum\": 3}");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-5-sonnet-20241022, , ",
        "claude-haiku-4-5, , ",
        "claude-opus-5, , ",
        "claude-fable-5, , ",
        "claude-sonnet-5, , Thinking may not be enabled when tool_choice forces tool use.",
        "claude-sonnet-5, disabled, ",
        "claude-opus-4-8, adaptive, Thinking may not be enabled when tool_choice forces tool use.",
        "claude-opus-5-5, , not supported for this model",
        "claude-fable-5-1, , not supported for this model"
    })
    void callsAToolThatItMustWhereItCan(String model, String thinking, String refusal)
            throws IOException, InterruptedException {
        String members = "'model': '%s', %s".formatted(model, TOOL)
                + (thinking == null ? "" : ", 'thinking': {'type': '%s'}".formatted(thinking));

        HttpResponse<String> whole = ASKING.send("{" + members + "}");
        HttpResponse<String> streamed = ASKING.send("{" + members + ", 'stream': true}");

        if (refusal == null) {
            assertThat(whole.body()).contains("\"input\":{\"sum\":3}", "\"stop_reason\":\"tool_use\"");
            assertThat(streamed.body()).contains("input_json_delta", "event: message_stop");
        } else {
            assertThat(whole.statusCode()).isEqualTo(400);
            assertThat(whole.body()).contains(refusal);
        }
    }

    @Test
    void thinksUnaskedFromItsFifthGenerationOn() throws IOException, InterruptedException {
        HttpResponse<String> fourth = ASKING.send("{}");
        HttpResponse<String> fifth = ASKING.send("{'model': 'claude-sonnet-5'}");
        HttpResponse<String> streamed = ASKING.send("{'model': 'claude-sonnet-5', 'stream': true}");

        assertThat(Json.read(fourth.body()).at("/content/0/type").asString()).isEqualTo("text");
        assertThat(Json.read(fifth.body()).at("/content/0/type").asString()).isEqualTo("thinking");
        assertThat(streamed.body()).contains("signature_delta", "text_delta", "event: message_delta");
    }

    @Test
    void cutsAnAnswerAtItsLimit() throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send("{'max_tokens': 1}");

        assertThat(answer.body()).contains("\"stop_reason\":\"max_tokens\"");
    }

    @Test
    void wantsItsHeaders() throws IOException, InterruptedException {
        Asking bare = new Asking(VENDOR, "/messages", "{}");

        assertThat(bare.send("{}").body()).contains("anthropic-version: header is required");
        assertThat(bare.with("Authorization", "Bearer sk-other").send("{}").body())
                .contains("invalid x-api-key");
    }
}
