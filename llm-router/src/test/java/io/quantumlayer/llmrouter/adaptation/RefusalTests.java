package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTests {

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
            {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` and `top_p` cannot both be specified for this model."}} | top_p
            {"type":"error","error":{"type":"invalid_request_error","message":"This model does not support the effort parameter."}} | output_config.effort
            {"type":"error","error":{"type":"invalid_request_error","message":"\\"thinking.type.enabled\\" is not supported for this model. Use \\"thinking.type.adaptive\\" and \\"output_config.effort\\" to control thinking behavior."}} | thinking
            {"error":{"message":"Unknown parameter: 'verbosity'.","param":"verbosity","code":"unknown_parameter"}} | verbosity
            {"error":{"message":"Argument not supported on this model: presencePenalty"}} | presence_penalty
            {"message":"Malformed input request: #: extraneous key [top_k] is not permitted, please reformat your input and try again."} | top_k
            {"message":"This model doesn't support the topP field. Remove topP and try again."} | top_p
            {"error":{"message":"property 'service_tier' is unsupported","type":"invalid_request_error"}} | service_tier
            {"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.","param":"stop","code":"unsupported_parameter"}} |
            {"error":{"message":"Invalid schema for response_format","param":"response_format","code":null}} |
            {"error":{"message":"temperature must be at most 2","param":"temperature","code":"invalid_value"}} |
            """)
    void tellsWhichMemberAVendorDoesNotTakeAndCanDoWithout(String body, String members) {
        assertThat(String.join(
                        ",",
                        Refusal.of(
                                ProtocolErrors.read(Protocol.OPENAI_CHAT, 400, body.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(members == null ? "" : members);
    }
}
