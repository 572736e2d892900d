package io.quantumlayer.testsupport.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sources of the rules stand at the rules. */
class OtherStandInsTests {

    private static final String SAID = "{\"sum\": 3}";
    private static final String USER = "'messages': [{'role': 'user', 'content': 'Add, as JSON.'}]";
    private static final String SCHEMA =
            "{'type': 'object', 'additionalProperties': false, 'properties': {'sum': {'type': 'integer'}}}";
    private static final String FORMAT =
            "'response_format': {'type': 'json_schema', 'json_schema': {'name': 'x', 'schema': " + SCHEMA + "}}";

    private static final GeminiStandIn GEMINI = GeminiStandIn.start(prompt -> SAID);
    private static final MistralStandIn MISTRAL = MistralStandIn.start(prompt -> SAID);
    private static final GroqStandIn GROQ = GroqStandIn.start(prompt -> SAID);
    private static final LlamaCppStandIn LLAMA = LlamaCppStandIn.start(prompt -> SAID, 100);
    private static final BedrockStandIn BEDROCK = BedrockStandIn.start(prompt -> SAID);

    private static final Asking GEMINI_3 =
            new Asking(GEMINI, "/chat/completions", "{'model': 'gemini-3-pro-preview', " + USER + "}");
    private static final Asking MISTRAL_LARGE =
            new Asking(MISTRAL, "/chat/completions", "{'model': 'mistral-large-latest', " + USER + "}");
    private static final Asking GROQ_LLAMA =
            new Asking(GROQ, "/chat/completions", "{'model': 'llama-3.3-70b-versatile', " + USER + "}");
    private static final Asking LOCAL = new Asking(LLAMA, "/chat/completions", "{'model': 'llama', " + USER + "}");

    @AfterAll
    static void stop() {
        GEMINI.close();
        MISTRAL.close();
        GROQ.close();
        LLAMA.close();
        BEDROCK.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'seed': 1, 'store': true}  | Unknown name "seed": Cannot find field.
        {'user': 'x'}               | Unknown name "user": Cannot find field.
        {'presence_penalty': 0.5}   | Penalty is not enabled for models/gemini-3-pro-preview
        {'messages': [{'role': 'user', 'content': 'x'}, {'role': 'assistant', 'tool_calls': [{'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}]}, {'role': 'tool', 'tool_call_id': 'a', 'content': 'y'}]} | Function call is missing a thought_signature
        """)
    void geminiRefusesInAList(String members, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = GEMINI_3.send(members);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).at("/0/error/message").asString()).contains(sentence);
    }

    @Test
    void geminiTakesASchemaAndSignsItsCalls() throws IOException, InterruptedException {
        HttpResponse<String> schema = GEMINI_3.send("{'temperature': 0.2, 'max_tokens': 4096, " + FORMAT + "}");
        HttpResponse<String> call =
                GEMINI_3.send("{'tools': [{'type': 'function', 'function': {'name': 'f', 'parameters': " + SCHEMA
                        + "}}], 'tool_choice': 'required'}");

        assertThat(schema.statusCode()).as(schema.body()).isEqualTo(200);
        assertThat(Json.read(call.body())
                        .at("/choices/0/message/tool_calls/0/extra_content/google/thought_signature")
                        .asString())
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'max_completion_tokens': 9}                              | 422 | "loc":["body","max_completion_tokens"]
        {'stream': true, 'stream_options': {'include_usage': true}} | 422 | "loc":["body","stream_options"]
        {'user': 'x', 'store': false}                             | 422 | "loc":["body","user"]
        {'messages': [{'role': 'developer', 'content': 'x'}]}     | 422 | Input tag 'developer' found using 'role'
        {'messages': [{'role': 'user', 'content': 'x', 'name': 'y'}]} | 422 | "loc":["body","messages",0,"user","name"]
        {'messages': [{'role': 'assistant', 'content': 'x'}]}     | 400 | Expected last role User or Tool
        {'messages': [{'role': 'assistant', 'tool_calls': [{'id': 'call_1'}]}, {'role': 'tool', 'tool_call_id': 'call_1', 'content': 'x'}]} | 400 | with a length of 9
        """)
    void mistralRefuses(String members, int status, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = MISTRAL_LARGE.send(members);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(sentence);
    }

    @Test
    void mistralTakesASchemaAndCountsEveryStream() throws IOException, InterruptedException {
        HttpResponse<String> whole = MISTRAL_LARGE.send("{'max_tokens': 4096, 'temperature': 0.2, " + FORMAT + "}");
        HttpResponse<String> streamed = MISTRAL_LARGE.send("{'stream': true}");

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(streamed.body()).contains("\"usage\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'store': true}                      | property 'store' is unsupported
        {'response_format': {'type': 'json_schema', 'json_schema': {'name': 'x', 'schema': {}}}} | does not support response format `json_schema`
        {'model': 'openai/gpt-oss-120b', 'response_format': {'type': 'json_schema', 'json_schema': {'name': 'x', 'schema': {'type': 'array', 'minItems': 1}}}} | minItems is not supported
        """)
    void groqRefuses(String members, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = GROQ_LLAMA.send(members);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).at("/error/message").asString()).contains(sentence);
    }

    @Test
    void llamaKnowsObjectsAndNoSchemas() throws IOException, InterruptedException {
        HttpResponse<String> schema = LOCAL.send("{" + FORMAT + "}");
        HttpResponse<String> object =
                LOCAL.send("{'response_format': {'type': 'json_object'}, 'seed': 1, 'whatever': 2}");

        assertThat(schema.statusCode()).isEqualTo(400);
        assertThat(schema.body()).contains("response_format type must be one of \\\"text\\\" or \\\"json_object\\\"");
        assertThat(object.statusCode()).as(object.body()).isEqualTo(200);
    }

    @Test
    void llamaHasASmallContext() throws IOException, InterruptedException {
        HttpResponse<String> over =
                LOCAL.send("{'messages': [{'role': 'user', 'content': '%s'}]}".formatted("a".repeat(404)));
        HttpResponse<String> full =
                LOCAL.send("{'messages': [{'role': 'user', 'content': '%s'}]}".formatted("a".repeat(396)));

        assertThat(over.body()).contains("exceed_context_size_error", "\"n_prompt_tokens\":101");
        assertThat(full.body()).contains("\"finish_reason\":\"length\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        anthropic.claude-sonnet-4-5-20250929-v1:0    | {}                                                                    | with on-demand throughput isn’t supported
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'inferenceConfig': {'temperature': 0.2, 'topP': 0.9}}                | The model returned the following errors: `temperature` and `top_p` cannot both be specified
        us.anthropic.claude-sonnet-5                 | {'inferenceConfig': {'temperature': 0.2}}                             | The model returned the following errors: `temperature` is deprecated
        us.anthropic.claude-sonnet-5                 | {'outputConfig': {'textFormat': {'type': 'json_schema'}}}             | output_config.format: Extra inputs are not permitted
        us.anthropic.claude-3-5-haiku-20241022-v1:0  | {'outputConfig': {'textFormat': {'type': 'json_schema'}}}             | doesn't support the outputConfig.textFormat field
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'outputConfig': {'textFormat': {'type': 'json_schema', 'structure': {'jsonSchema': {'name': 'x', 'schema': '{\\'type\\': \\'string\\', \\'minLength\\': 1}'}}}}} | output_config.format.schema: For 'string' type, property 'minLength' is not supported
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'outputConfig': {'effort': 'low'}}                                   | extraneous key [effort]
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'messages': [{'role': 'user', 'content': [{'text': ' '}]}]}          | is blank. Add text
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'messages': [{'role': 'user', 'content': [{'text': 'a'}]}, {'role': 'user', 'content': [{'text': 'b'}]}]} | must alternate between user and assistant
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'messages': [{'role': 'user', 'content': [{'toolResult': {}}]}]}     | toolConfig field must be defined
        us.anthropic.claude-opus-5-5                 | {'toolConfig': {'tools': [{'toolSpec': {'name': 'sum', 'inputSchema': {'json': {'type': 'object'}}}}], 'toolChoice': {'any': {}}}} | are not supported for this model
        """)
    void bedrockRefuses(String model, String members, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = bedrock(model, "converse").send(members);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("message").asString()).contains(sentence);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ValidationException");
    }

    @Test
    void bedrockAnswersByTextAndByTool() throws IOException, InterruptedException {
        Asking asking = bedrock("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "converse");
        HttpResponse<String> text = asking.send("{'inferenceConfig': {'maxTokens': 4096, 'temperature': 0.2}}");
        HttpResponse<String> tool = asking.send("""
            {'toolConfig': {'tools': [{'toolSpec': {'name': 'sum', 'inputSchema': {'json': {'type': 'object'}}}}],
             'toolChoice': {'tool': {'name': 'sum'}}}}\
            """);
        HttpResponse<String> streamed = bedrock("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "converse-stream")
                .send("{}");

        assertThat(Json.read(text.body()).at("/output/message/content/0/text").asString())
                .as(text.body())
                .isEqualTo(SAID);
        assertThat(tool.body()).contains("\"input\":{\"sum\":3}", "\"stopReason\":\"tool_use\"");
        assertThat(streamed.headers().firstValue("Content-Type")).contains("application/vnd.amazon.eventstream");
        assertThat(streamed.body()).contains("contentBlockDelta", "messageStop");
    }

    @Test
    void bedrockWantsASignature() throws IOException, InterruptedException {
        Asking asking = bedrock("us.anthropic.claude-sonnet-5", "converse");

        assertThat(asking.with("Authorization", "AWS4-HMAC-SHA256 Credential=A")
                        .send("{}")
                        .statusCode())
                .isEqualTo(403);
    }

    private static Asking bedrock(String model, String operation) {
        return new Asking(
                BEDROCK,
                "/model/%s/%s".formatted(model.replace(":", "%3A"), operation),
                "{'messages': [{'role': 'user', 'content': [{'text': 'Add.'}]}]}");
    }
}
