package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.json.JsonEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTests {

    private static final String EVERYTHING = """
            "max_tokens":9,"max_completion_tokens":9,"temperature":1,"top_p":1,"top_k":1,"seed":1,"user":"u","store":true,
            "reasoning_effort":"low","verbosity":"low","service_tier":"x","frequency_penalty":1,"presence_penalty":1,
            "thinking":{"type":"enabled"},"output_config":{"effort":"low"},"stop":["x"],
            "response_format":{"type":"json_schema"}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}} | max_tokens
            {"error":{"message":"Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.","param":"temperature","code":"unsupported_value"}} | temperature
            {"error":{"message":"Function tools with reasoning_effort are not supported for gpt-5.6-luna in /v1/chat/completions.","param":"reasoning_effort","code":null}} | reasoning_effort
            {"error":{"message":"Unrecognized request argument supplied: user","param":null,"code":null}} | user
            {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":1}]},"type":"invalid_request_error"} | max_completion_tokens
            {"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted"},{"type":"extra_forbidden","loc":["body","user"],"msg":"Extra inputs are not permitted"}]} | store,user
            [{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"frequency_penalty\\": Cannot find field.\\nInvalid JSON payload received. Unknown name \\"seed\\": Cannot find field.","status":"INVALID_ARGUMENT"}}] | frequency_penalty,seed
            {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` is deprecated for this model."}} | temperature
            {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` and `top_p` cannot both be specified for this model."}} | temperature+top_p
            {"type":"error","error":{"type":"invalid_request_error","message":"This model does not support the effort parameter."}} | output_config.effort
            {"type":"error","error":{"type":"invalid_request_error","message":"\\"thinking.type.enabled\\" is not supported for this model. Use \\"thinking.type.adaptive\\" and \\"output_config.effort\\" to control thinking behavior."}} | thinking
            {"error":{"message":"Unknown parameter: 'verbosity'.","param":"verbosity","code":"unknown_parameter"}} | verbosity
            {"error":{"message":"Argument not supported on this model: presencePenalty"}} | presence_penalty
            {"message":"Malformed input request: #: extraneous key [top_k] is not permitted, please reformat your input and try again."} | top_k
            {"message":"This model doesn't support the topP field. Remove topP and try again."} | top_p
            {"error":{"message":"property 'service_tier' is unsupported","type":"invalid_request_error"}} | service_tier
            {"error":{"message":"temperature is not supported by this model"}} | temperature
            {"error":{"message":"The parameter temperature is not supported"}} | temperature
            {"error":{"message":"This model does not support temperature."}} | temperature
            {"error":{"message":"Unsupported parameter(s): `temperature`"}} | temperature
            {"error":{"message":"Extra inputs are not permitted, field: 'reasoning_effort', value: 'low'"}} | reasoning_effort
            {"error":{"message":"[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted', 'input': 1}]"}} | seed
            {"error":{"message":"1 validation error for ChatCompletionRequest\\nseed\\n  Extra inputs are not permitted [type=extra_forbidden]"}} | seed
            {"error":{"message":"json: unknown field \"seed\""}} | seed
            {"error":{"message":"litellm.UnsupportedParamsError: bedrock does not support parameters: ['temperature', 'top_p'], for model=m. To drop these, set `litellm.drop_params=True`"}} | temperature,top_p
            {"error":{"message":"litellm.UnsupportedParamsError: gpt-5 models don't support temperature=0.2. Only temperature=1 is supported."}} | temperature
            {"error":{"message":"temperature is not supported with reasoning_effort"}} | reasoning_effort+temperature
            {"error":{"message":"Only one of temperature or top_p may be set"}} | temperature+top_p
            {"error":{"message":"'response_format' is not supported"}} | response_format
            {"error":{"message":"Unrecognized request argument supplied: response_format"}} | response_format
            {"error":{"message":"top_a is not supported"}} |
            {"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.","param":"stop","code":"unsupported_parameter"}} |
            {"error":{"message":"Invalid schema for response_format","param":"response_format","code":null}} |
            {"error":{"message":"temperature must be at most 2","param":"temperature","code":"invalid_value"}} |
            """)
    void tellsWhichMemberAVendorDoesNotTakeAndCanDoWithout(String body, String members) {
        assertThat(String.join(",", Refusal.of(error(body), sent("{%s}".formatted(EVERYTHING)))))
                .isEqualTo(members == null ? "" : members);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            temperature is not supported by this model | "top_p":1 |
            `temperature` and `top_p` cannot both be specified | "top_p":1 |
            temperature is not supported with reasoning_effort | "temperature":1 | temperature
            This model does not support the effort parameter. | "output_config":{"format":{}} |
            'response_format' is not supported | "seed":1 |
            'response_format' is not supported | "response_format":{"type":"json_schema"} | response_format
            'response_format' is not supported | "response_format":{"type":"json_object","schema":{}} | response_format
            'response_format' is not supported | "response_format":{"type":"json_object"} | response_format,response_format.type
            Unknown parameter: 'response_format'. | "response_format":{"type":"text"} | response_format,response_format.type
            """)
    void onlyWhatARequestHasCanHaveBeenRefused(String message, String request, String members) {
        String body = "{\"error\":{\"message\":\"%s\"}}".formatted(message);

        assertThat(Refusal.of(error(body), sent("{%s}".formatted(request))))
                .containsExactlyInAnyOrderElementsOf(members == null ? List.of() : List.of(members.split(",")));
    }

    private static ProviderError error(String body) {
        return ProtocolErrors.read(Protocol.OPENAI_CHAT, 400, body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonEdits sent(String body) {
        return JsonEdits.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
