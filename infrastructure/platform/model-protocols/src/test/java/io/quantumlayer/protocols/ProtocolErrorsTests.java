package io.quantumlayer.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.ProviderError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolErrorsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"requests","code":"rate_limit_exceeded"}} | RATE_LIMIT
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}} | QUOTA
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"x","code":"credit_balance_exhausted"}} | QUOTA
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"x","code":"organization_spend_limit_exceeded"}} | QUOTA
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"x","code":"project_spend_limit_exceeded"}} | QUOTA
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"x","code":"organization_usage_limit_exceeded"}} | QUOTA
            OPENAI_CHAT | 429 | {"error":{"message":"m","type":"x","code":"slow_down"}} | RATE_LIMIT
            OPENAI_CHAT | 400 | {"error":{"message":"m","type":"invalid_request_error","code":"context_length_exceeded"}} | CONTEXT_LENGTH
            OPENAI_CHAT | 400 | {"error":{"message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}} | CONTEXT_LENGTH
            OPENAI_CHAT | 400 | {"error":{"message":"m","code":"content_filter","innererror":{}}} | CONTENT_FILTER
            OPENAI_CHAT | 400 | {"error":{"message":"m","type":"invalid_request_error","code":"content_policy_violation"}} | CONTENT_FILTER
            OPENAI_CHAT | 401 | {"error":{"message":"m","type":"invalid_request_error","code":"invalid_api_key"}} | AUTHENTICATION
            OPENAI_CHAT | 404 | {"error":{"message":"m","type":"invalid_request_error","code":"model_not_found"}} | NOT_FOUND
            OPENAI_CHAT | 500 | {"error":{"message":"m","type":"server_error"}} | SERVER
            OPENAI_CHAT | 503 | <html>busy</html> | OVERLOADED
            OPENAI_CHAT | 504 | '' | SERVER
            OPENAI_CHAT | 422 | {"detail":[{"msg":"x"}]} | BAD_REQUEST
            OPENAI_CHAT | 404 | {"error":"model 'x' not found"} | NOT_FOUND
            OPENAI_CHAT | 418 | {} | OTHER
            ANTHROPIC_MESSAGES | 429 | {"type":"error","error":{"type":"rate_limit_error","message":"m"}} | RATE_LIMIT
            ANTHROPIC_MESSAGES | 529 | {"type":"error","error":{"type":"overloaded_error","message":"m"}} | OVERLOADED
            ANTHROPIC_MESSAGES | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}} | CONTEXT_LENGTH
            ANTHROPIC_MESSAGES | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}} | QUOTA
            ANTHROPIC_MESSAGES | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}} | CONTENT_FILTER
            ANTHROPIC_MESSAGES | 402 | {"type":"error","error":{"type":"billing_error","message":"m"}} | QUOTA
            ANTHROPIC_MESSAGES | 403 | {"type":"error","error":{"type":"permission_error","message":"m"}} | PERMISSION
            ANTHROPIC_MESSAGES | 413 | {"type":"error","error":{"type":"request_too_large","message":"m"}} | BAD_REQUEST
            ANTHROPIC_MESSAGES | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."}} | QUOTA
            ANTHROPIC_MESSAGES | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}} | QUOTA
            OPENAI_CHAT | 400 | [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}] | AUTHENTICATION
            OPENAI_CHAT | 400 | [{"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT"}}] | AUTHENTICATION
            OPENAI_CHAT | 429 | [{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 34.4s.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}] | RATE_LIMIT
            OPENAI_CHAT | 429 | [{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 34.4s.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}] | QUOTA
            OPENAI_CHAT | 429 | [{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED"}}] | QUOTA
            OPENAI_CHAT | 429 | [{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}] | RATE_LIMIT
            BEDROCK_CONVERSE | 429 | {"message":"Too many requests"} | RATE_LIMIT
            BEDROCK_CONVERSE | 400 | {"message":"Input is too long for requested model.","__type":"x#ValidationException"} | CONTEXT_LENGTH
            BEDROCK_CONVERSE | 403 | {"Message":"not authorized"} | PERMISSION
            """)
    void tellsWhatAnErrorMeans(Protocol protocol, int status, String body, Kind kind) {
        ProviderError error = ProtocolErrors.read(protocol, status, Wire.bytes(body));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).isNotBlank();
    }

    @Test
    void writesEachProtocolsShape() {
        assertThat(Wire.text(ProtocolErrors.body(
                        Protocol.OPENAI_CHAT, 402, "insufficient_quota", null, "budget_exceeded", "Spent.", "req_1")))
                .isEqualTo(
                        "{\"error\":{\"message\":\"Spent.\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"budget_exceeded\"}}");
        assertThat(Wire.text(ProtocolErrors.body(
                        Protocol.ANTHROPIC_MESSAGES,
                        402,
                        "insufficient_quota",
                        null,
                        "budget_exceeded",
                        "Spent.",
                        "req_1")))
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"Spent.\"},\"request_id\":\"req_1\"}");
        assertThat(Wire.text(ProtocolErrors.body(
                        Protocol.ANTHROPIC_MESSAGES, 400, "invalid_request_error", "n", null, "Too many.", null)))
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"n: Too many.\"}}");
        assertThat(Wire.text(
                        ProtocolErrors.body(Protocol.OPENAI_CHAT, 529, "overloaded_error", null, null, "Busy.", null)))
                .isEqualTo(
                        "{\"error\":{\"message\":\"Busy.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}");
        assertThat(Wire.text(
                        ProtocolErrors.event(Protocol.OPENAI_CHAT, "api_error", null, "upstream_cut", "Cut.", null)))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"Cut.\",\"type\":\"api_error\",\"param\":null,\"code\":\"upstream_cut\"}}\n\n");
        assertThat(Wire.text(ProtocolErrors.event(
                        Protocol.ANTHROPIC_MESSAGES, "api_error", null, "upstream_cut", "Cut.", "req_1")))
                .isEqualTo(
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Cut.\"},\"request_id\":\"req_1\"}\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error", "401, authentication_error", "402, billing_error", "403, permission_error",
        "404, not_found_error", "413, request_too_large", "429, rate_limit_error", "500, api_error",
        "502, api_error", "503, overloaded_error", "529, overloaded_error"
    })
    void givesAnthropicsTypeToEveryStatus(int status, String type) {
        byte[] body = ProtocolErrors.body(
                Protocol.ANTHROPIC_MESSAGES, status, "invalid_request_error", null, null, "m", null);

        assertThat(Wire.json(body).path("error").path("type").asString()).isEqualTo(type);
    }

    @Test
    void shortensAPageThatAProxyAnswersWith() {
        ProviderError error = ProtocolErrors.read(Protocol.OPENAI_CHAT, 502, Wire.bytes("<html>" + "x".repeat(5000)));

        assertThat(error.message()).hasSize(500).startsWith("<html>");
    }
}
