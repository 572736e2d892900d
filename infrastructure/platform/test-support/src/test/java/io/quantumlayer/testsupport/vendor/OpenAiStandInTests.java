package io.quantumlayer.testsupport.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sources of the rules stand at the rules. */
class OpenAiStandInTests {

    private static final OpenAiStandIn VENDOR = OpenAiStandIn.start(prompt -> "{\"sum\": 3}");
    private static final Asking ASKING = new Asking(
            VENDOR,
            "/chat/completions",
            "{'model': 'gpt-5', 'messages': [{'role': 'user', 'content': 'Add, as JSON.'}]}");
    private static final String FORMAT =
            "'response_format': {'type': 'json_schema', 'json_schema': {'name': 'x', 'strict': %s, 'schema': %s}}";

    @AfterAll
    static void stop() {
        VENDOR.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'max_tokens': 4096}                              | Unsupported parameter: 'max_tokens' is not supported with this model.
        {'temperature': 0.2}                              | 'temperature' does not support 0.2 with this model. Only the default (1)
        {'model': 'o4-mini', 'temperature': 0}            | 'temperature' does not support 0 with this model.
        {'model': 'gpt-5.6', 'temperature': 0.2}          | 'temperature' does not support 0.2 with this model.
        {'top_p': 0.9}                                    | 'top_p' does not support 0.9
        {'presence_penalty': 0.5}                         | 'presence_penalty' does not support 0.5
        {'stop': ['x']}                                   | 'stop' is not supported with this model.
        {'logprobs': true}                                | 'logprobs' is not supported with this model.
        {'max_completion_tokens': 200000}                 | supports at most 128000 completion tokens
        {'model': 'gpt-4.1', 'max_tokens': 50000}         | max_tokens is too large: 50000. This model supports at most 32768
        {'model': 'gpt-4.1', 'reasoning_effort': 'low'}   | Unrecognized request argument supplied: reasoning_effort
        {'model': 'gpt-4.1', 'max_tokens': 9, 'max_completion_tokens': 9} | at the same time is not supported
        {'top_k': 3, 'thinking': {}}                      | Unrecognized request arguments supplied: top_k, thinking
        {'stream_options': {'include_usage': true}}       | only allowed when 'stream' is enabled
        {'messages': []}                                  | Missing required parameter: 'messages'
        {'messages': [{'role': 'model', 'content': 'x'}]} | Invalid value: 'model'.
        {'messages': [{'role': 'user', 'content': 'x'}], 'response_format': {'type': 'json_object'}} | must contain the word 'json'
        {'model': 'gpt-4', 'response_format': {'type': 'json_object'}}       | 'response_format' of type 'json_object' is not supported with this model.
        {'model': 'gpt-4-turbo', 'response_format': {'type': 'json_schema'}} | 'response_format' of type 'json_schema' is not supported with this model.
        {'tools': [{'type': 'function', 'function': {'name': 'a.b'}}]} | Invalid 'tools[0].function.name'
        {'tools': [{'type': 'function', 'function': {'name': 'a', 'parameters': {'type': 'object'}}}]} | object schema missing properties
        """)
    void refuses(String members, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send(members);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).at("/error/message").asString()).contains(sentence);
        assertThat(Json.read(answer.body()).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'type': 'object', 'properties': {}}                                                              | In context=(), 'additionalProperties' is required to be supplied and to be false.
        {'type': 'object', 'additionalProperties': false, 'properties': {'a': {'type': 'string'}}}        | 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.
        {'type': 'object', 'additionalProperties': false, 'required': ['a'], 'properties': {'a': {'enum': ['b']}}}                       | In context=('properties', 'a'), schema must have a 'type' key.
        {'type': 'object', 'additionalProperties': false, 'required': ['a'], 'properties': {'a': {'type': 'string', 'minLength': 1}}}    | In context=('properties', 'a'), 'minLength' is not permitted.
        {'type': 'object', 'additionalProperties': false, 'required': ['a'], 'properties': {'a': {'oneOf': [], 'type': 'string'}}}       | 'oneOf' is not permitted.
        {'type': 'array', 'items': {'type': 'string'}}                                                    | got 'type: "array"'
        """)
    void refusesAStrictSchemaOutsideOfItsPart(String schema, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> strict = ASKING.send("{" + FORMAT.formatted("true", schema) + "}");
        HttpResponse<String> loose = ASKING.send("{" + FORMAT.formatted("false", schema) + "}");

        assertThat(strict.statusCode()).isEqualTo(400);
        assertThat(Json.read(strict.body()).at("/error/message").asString())
                .startsWith("Invalid schema for response_format 'x': ")
                .contains(sentence);
        assertThat(loose.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'max_completion_tokens': 4096, 'temperature': 1, 'top_p': 1, 'presence_penalty': 0}
        {'model': 'gpt-5.1', 'reasoning_effort': 'none', 'temperature': 0.2, 'top_p': 0.9}
        {'model': 'gpt-4.1', 'max_tokens': 4096, 'temperature': 0.2, 'top_p': 0.9, 'stop': ['x'], 'seed': 1}
        {'model': 'gpt-5-chat-latest', 'max_tokens': 4096, 'temperature': 0.2}
        {'messages': [{'role': 'developer', 'content': 'x'}, {'role': 'user', 'content': 'x'}]}
        {'response_format': {'type': 'json_object'}}
        """)
    void takes(String members) throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send(members);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.read(answer.body()).at("/choices/0/message/content").asString())
                .isEqualTo("{\"sum\": 3}");
    }

    @Test
    void saysNullForWhatAStrictSchemaDemandsAndTheModelDoesNotKnow() throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send("{" + FORMAT.formatted("true", """
            {'type': 'object', 'additionalProperties': false, 'required': ['sum', 'note'], 'properties':
             {'sum': {'type': 'integer'}, 'note': {'type': ['string', 'null']}}}\
            """) + "}");

        assertThat(Json.read(answer.body()).at("/choices/0/message/content").asString())
                .isEqualTo("{\"sum\":3,\"note\":null}");
    }

    @Test
    void answersByTheToolThatItMustCall() throws IOException, InterruptedException {
        String tool = """
            'tools': [{'type': 'function', 'function': {'name': 'sum', 'parameters':
             {'type': 'object', 'properties': {'sum': {'type': 'integer'}}}}}],
            'tool_choice': {'type': 'function', 'function': {'name': 'sum'}}\
            """;

        HttpResponse<String> whole = ASKING.send("{" + tool + "}");
        HttpResponse<String> streamed = ASKING.send("{" + tool + ", 'stream': true}");

        assertThat(Json.read(whole.body())
                        .at("/choices/0/message/tool_calls/0/function/arguments")
                        .asString())
                .isEqualTo("{\"sum\":3}");
        assertThat(streamed.body()).contains("\"name\":\"sum\"", "data: [DONE]");
    }

    @Test
    void cutsAnAnswerAtItsLimitThoughtsIncluded() throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send("{'max_completion_tokens': 257}");

        assertThat(Json.read(answer.body()).at("/choices/0/finish_reason").asString())
                .isEqualTo("length");
        assertThat(Json.read(answer.body()).at("/usage/completion_tokens").asInt())
                .isEqualTo(257);
    }

    @Test
    void saysNothingWhenItsThoughtsTakeAllOfTheLimit() throws IOException, InterruptedException {
        HttpResponse<String> answer = ASKING.send("{'max_completion_tokens': 100}");

        assertThat(Json.read(answer.body()).at("/choices/0/message/content").asString())
                .isEmpty();
        assertThat(Json.read(answer.body()).at("/choices/0/finish_reason").asString())
                .isEqualTo("length");
    }

    @Test
    void streamsUsageWhenAskedTo() throws IOException, InterruptedException {
        String silent = ASKING.send("{'stream': true}").body();
        String counted = ASKING.send("{'stream': true, 'stream_options': {'include_usage': true}}")
                .body();

        assertThat(silent).contains("\"content\":\"{\\\"sum\\\": 3}\"").doesNotContain("usage");
        assertThat(counted).contains("\"choices\":[],\"usage\"");
    }

    @Test
    void refusesAnotherKeyAndAnUnknownModel() throws IOException, InterruptedException {
        HttpResponse<String> key = new Asking(VENDOR, "/chat/completions", "{}")
                .with("Authorization", "Bearer sk-other")
                .send("{}");
        HttpResponse<String> model = ASKING.send("{'model': 'claude-3'}");

        assertThat(key.statusCode()).isEqualTo(401);
        assertThat(key.body()).contains("invalid_api_key");
        assertThat(model.statusCode()).isEqualTo(404);
    }

    @Test
    void remembersWhatCameAndWhatItSaid() throws IOException, InterruptedException {
        int before = VENDOR.received("gpt-5.6").size();
        HttpResponse<String> refused = ASKING.send("{'model': 'gpt-5.6', 'max_tokens': 1}");

        Received last = VENDOR.received("gpt-5.6").get(before);
        assertThat(last.isRefused()).isTrue();
        assertThat(last.answer()).isEqualTo(refused.body());
    }
}
