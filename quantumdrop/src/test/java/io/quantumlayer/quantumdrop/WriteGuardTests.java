package io.quantumlayer.quantumdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.WorkerKeyProperties;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class WriteGuardTests {

    private final WriteGuard withoutKey =
            new WriteGuard(new WorkerKeyProperties("optional:/nowhere.pem", ""), "quantumdrop");

    @Test
    void withoutAKeyEveryWriteIsRefusedAndTheSettingNamed() {
        assertThatThrownBy(() -> ask(MockServerHttpRequest.post("/api/v1/drops")
                        .header(ServiceTokens.HEADER, PlatformKeys.workersToken())))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .returns(ProblemType.UNAUTHORIZED, ProblemException::type)
                .extracting(ProblemException::detail, InstanceOfAssertFactories.STRING)
                .contains("QL_WORKER_PUBLIC_KEY");
        assertThatThrownBy(() -> ask(MockServerHttpRequest.post("/api/v1/drops")))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void withoutAKeyReadsGoOn() {
        assertThat(ask(MockServerHttpRequest.get("/api/v1/runs"))).isEqualTo("reached");
    }

    private String ask(MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        StringBuilder reached = new StringBuilder();
        withoutKey
                .filter(exchange, _ -> Mono.fromRunnable(() -> reached.append("reached")))
                .block();
        return reached.toString();
    }
}
