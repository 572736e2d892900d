package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.quantumlayer.protocols.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message":"Please retry in 34.4s."} | | 34400
            {"message":"Please retry in 34.4s.","details":[{"retryDelay": "35s"}]} | | 35000
            {"message":"Please try again in 6m0.5s."} | | 360500
            {"message":"Please try again in 20ms."} | | 20
            {"message":"Please retry in 1h2m3s."} | | 3723000
            {"message":"Please retry in 34.4s."} | 7 | 7000
            """)
    void theBodySaysHowLongToWaitWhereNoHeaderDoes(String error, String header, long millis) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        if (header != null) {
            headers.set("Retry-After", header);
        }

        Failure failure = Failure.answered(Protocol.OPENAI_CHAT, 429, headers, bytes(error));

        assertThat(failure.waitNanos()).isEqualTo(Duration.ofMillis(millis).toNanos());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message":"Slow down."} | AGAIN
            {"message":"Please check your plan and billing details."} | ELSEWHERE
            {"message":"Please retry in 34s.","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]} | ELSEWHERE
            """)
    void whatIsSpentIsNotWaitedFor(String error, Failure.Remedy remedy) {
        Failure failure = Failure.answered(Protocol.OPENAI_CHAT, 429, new DefaultHttpHeaders(), bytes(error));

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.waitNanos()).isNegative();
    }

    private static byte[] bytes(String error) {
        return "[{\"error\":%s}]".formatted(error).getBytes(StandardCharsets.UTF_8);
    }
}
