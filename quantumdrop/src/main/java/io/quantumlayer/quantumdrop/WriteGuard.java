package io.quantumlayer.quantumdrop;

import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.WorkerKeyProperties;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets workflow-worker write, and callers of the gateway what a run's owner may do. A run takes the drops that are here
 * for its own work, so nobody else may put one here; whatever path is new is closed until it is named.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class WriteGuard implements WebFilter {

    private static final Logger LOG = LoggerFactory.getLogger(WriteGuard.class);
    private static final Set<HttpMethod> READS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    private static final List<OwnersWrite> OF_THE_OWNER = List.of(
            OwnersWrite.of(HttpMethod.DELETE, "/api/v1/drops/{id}"),
            OwnersWrite.of(HttpMethod.POST, "/api/v1/workflows/{workflowId}/rollback/{dropId}"));

    private final Optional<ServiceTokens.Checker> worker;

    WriteGuard(WorkerKeyProperties keys, @Value("${spring.application.name}") String service) {
        this.worker = keys.publicKeyFile()
                .map(file -> new ServiceTokens.Checker(ServiceTokens.WORKER, service, file, Clock.systemUTC()));
        if (worker.filter(ServiceTokens.Checker::isReady).isEmpty()) {
            LOG.error(
                    "No run can store anything yet: {} names no file with the public key of workflow-worker, so its writes are refused",
                    WorkerKeyProperties.PUBLIC_KEY);
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (READS.contains(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        try {
            check(exchange);
        } catch (ProblemException refused) {
            return Mono.error(refused);
        }
        return chain.filter(exchange);
    }

    private void check(ServerWebExchange exchange) {
        String token = exchange.getRequest().getHeaders().getFirst(ServiceTokens.HEADER);
        if (token != null) {
            worker.filter(ServiceTokens.Checker::isReady)
                    .orElseThrow(WriteGuard::noKey)
                    .check(token);
            return;
        }
        boolean called = Identity.of(exchange) != null;
        if (called && OF_THE_OWNER.stream().anyMatch(write -> write.is(exchange.getRequest()))) {
            return;
        }
        if (called) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Only workflow-worker writes here; a run's owner may roll back, delete and cancel.");
        }
        throw new ProblemException(
                ProblemType.UNAUTHORIZED,
                "A write needs a token of workflow-worker in %s, which signs with the key that %s names; to roll back or delete, call the gateway, which signs with that of QL_IDENTITY_PRIVATE_KEY."
                        .formatted(ServiceTokens.HEADER, WorkerKeyProperties.PRIVATE_KEY));
    }

    private static ProblemException noKey() {
        return new ProblemException(
                ProblemType.UNAUTHORIZED,
                "The token in %s cannot be checked: set %s to the file with workflow-worker's public key."
                        .formatted(ServiceTokens.HEADER, WorkerKeyProperties.PUBLIC_KEY));
    }

    private record OwnersWrite(HttpMethod method, PathPattern path) {

        static OwnersWrite of(HttpMethod method, String path) {
            return new OwnersWrite(method, PathPatternParser.defaultInstance.parse(path));
        }

        boolean is(ServerHttpRequest request) {
            PathContainer asked = request.getPath().pathWithinApplication();
            return request.getMethod().equals(method) && path.matches(asked);
        }
    }
}
