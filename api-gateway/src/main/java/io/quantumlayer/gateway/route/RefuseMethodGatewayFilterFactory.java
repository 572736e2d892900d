package io.quantumlayer.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/**
 * The filter {@code RefuseMethod}: answers 405 and says which methods the path takes. For routes behind those that take
 * these methods; without it a path that is known would be answered as if it were not.
 */
@Component
class RefuseMethodGatewayFilterFactory extends AbstractGatewayFilterFactory<RefuseMethodGatewayFilterFactory.Allowed> {

    RefuseMethodGatewayFilterFactory() {
        super(Allowed.class);
    }

    @Override
    public ShortcutType shortcutType() {
        return ShortcutType.GATHER_LIST;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("methods");
    }

    @Override
    public GatewayFilter apply(Allowed allowed) {
        List<HttpMethod> methods =
                allowed.methods().stream().map(HttpMethod::valueOf).toList();
        return (exchange, chain) -> Mono.error(
                () -> new MethodNotAllowedException(exchange.getRequest().getMethod(), methods));
    }

    /** @param methods those that the path takes */
    record Allowed(List<String> methods) {}
}
