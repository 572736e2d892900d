package io.quantumlayer.llmrouter.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.platform.host.AllowedHosts;
import io.quantumlayer.platform.host.ForeignOrigins;
import io.quantumlayer.platform.identity.IdentityTokens;
import io.quantumlayer.platform.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The paths of the model APIs and who may use them; one for all connections. */
final class ModelApi {

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "/v1/chat/completions", Operation.CHAT,
            "/api/v1/llm/chat/completions", Operation.CHAT,
            "/v1/embeddings", Operation.EMBEDDINGS,
            "/v1/responses", Operation.RESPONSES,
            "/v1/responses/compact", Operation.COMPACT,
            "/v1/responses/input_tokens", Operation.INPUT_TOKENS,
            "/v1/messages", Operation.MESSAGES,
            "/v1/messages/count_tokens", Operation.COUNT_TOKENS);

    private final ModelCalls calls;
    private final @Nullable IdentityTokens identities;
    private final AllowedHosts hosts;
    private final Set<ModelApiHandler> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    ModelApi(ModelCalls calls, @Nullable IdentityTokens identities, AllowedHosts hosts) {
        this.calls = calls;
        this.identities = identities;
        this.hosts = hosts;
    }

    /** The operation of a request target; {@code null} for one that is not of a model API. */
    static @Nullable Operation operation(String uri) {
        int query = uri.indexOf('?');
        return OPERATIONS.get(query < 0 ? uri : uri.substring(0, query));
    }

    /** What is answered under which path. */
    static Map<String, Operation> paths() {
        return OPERATIONS;
    }

    ModelCalls modelCalls() {
        return calls;
    }

    int maxRequestSize() {
        return Math.toIntExact(calls.properties().maxRequestSize().toBytes());
    }

    /**
     * Keeps web pages away, as the filters do for all other paths.
     *
     * @param local address that the connection was made to
     * @throws ProblemException 400, 403 or 421 for a request that is not for this service, or comes from another's page
     */
    void admit(HttpHeaders headers, SocketAddress local) {
        List<String> named = headers.getAll(HttpHeaderNames.HOST);
        hosts.check(named, local instanceof InetSocketAddress inet ? inet.getAddress() : null);
        ForeignOrigins.check(headers.get(HttpHeaderNames.ORIGIN), named.getFirst());
    }

    /**
     * Checks the gateway's word on who calls.
     *
     * @throws ProblemException 401 if it cannot be trusted
     */
    void identify(HttpHeaders headers) {
        String token = headers.get("X-QL-Identity");
        if (token == null) {
            return;
        }
        if (identities == null) {
            throw IdentityTokens.refused(null);
        }
        identities.check(token);
    }

    void busy(ModelApiHandler handler) {
        busy.add(handler);
    }

    void idle(ModelApiHandler handler) {
        busy.remove(handler);
    }

    int calls() {
        return busy.size();
    }

    /** From now on connections end with the answer that is under way. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }
}
