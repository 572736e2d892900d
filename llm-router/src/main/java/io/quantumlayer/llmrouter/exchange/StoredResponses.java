package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.upstream.UpstreamCall;
import io.quantumlayer.llmrouter.upstream.UpstreamListener;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Responses that a provider keeps: read, deleted and canceled at the account that made them. */
public final class StoredResponses {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    private final Upstreams upstreams;
    private final ProviderCatalogue providers;
    private final BackgroundResponses background;
    private final RouterProperties properties;

    StoredResponses(
            Upstreams upstreams,
            ProviderCatalogue providers,
            BackgroundResponses background,
            RouterProperties properties) {
        this.upstreams = upstreams;
        this.providers = providers;
        this.background = background;
        this.properties = properties;
    }

    /**
     * A provider's answer; an error of its own is one, too.
     *
     * @param provider its name
     * @param contentType of the body
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, String provider, String contentType, byte[] body) {}

    /**
     * A provider's answer as it comes.
     *
     * @param provider its name
     * @param contentType of the body
     */
    public record Told(int status, String provider, String contentType, Flux<byte[]> body) {}

    private record Keeper(Provider provider, Account account, MarkedResponses marks) {}

    /** A request to the account that made a response. */
    private record Question(
            Keeper keeper, HttpMethod method, String path, HttpHeaders headers, String id, String stored) {

        String provider() {
            return keeper.provider().name();
        }
    }

    /**
     * Asks the account that made a response, and waits; not on an event loop.
     *
     * @param keyId id of the caller's key; {@code null} where nobody is asked for one
     * @param id as the router gave it
     * @param below what is asked for below the response, such as {@code /cancel}; empty for the response itself
     * @param query of the request, empty for none
     * @throws ModelErrorException 404 if the id is none that a configured account has made for the key, 502 or 504 if that does not answer
     */
    public Answer ask(
            @Nullable String keyId, HttpMethod method, String id, String below, String query, String requestId) {
        Question question = question(keeper(id, new ResponseOwner(keyId)), method, id, below, query, false, requestId);
        EventLoop loop = upstreams.loop();
        UpstreamAnswer answer = UpstreamAnswer.await(
                loop, mostBytes(), properties.responseTimeout(), late(), listener -> send(loop, question, listener));
        if (answer.failure() != null) {
            throw Refusals.of(question.provider(), answer.failure());
        }
        if (answer.status() < 300 && answer.isJson()) {
            background.read(question.keeper().provider(), id, answer.body());
        }
        return told(question, answer);
    }

    /**
     * Asks the account that made a response to tell it again piece by piece, from where the query says.
     *
     * @param keyId as {@link #ask} takes it
     * @param id as the router gave it
     * @param query of the request
     * @return the answer once it begins, or the errors of {@link #ask}
     */
    public Mono<Told> follow(@Nullable String keyId, String id, String query, String requestId) {
        return Mono.defer(() -> {
            Keeper keeper = keeper(id, new ResponseOwner(keyId));
            Question question = question(keeper, HttpMethod.GET, id, "", query, true, requestId);
            return Mono.<Told>create(sink -> {
                        EventLoop loop = upstreams.loop();
                        StoredStream stream = new StoredStream(
                                loop,
                                question.provider(),
                                requestId,
                                keeper.marks().stream(),
                                mostBytes(),
                                answer -> told(question, answer),
                                sink);
                        loop.execute(() -> stream.startedBy(() -> send(loop, question, stream)));
                    })
                    .timeout(properties.responseTimeout())
                    .onErrorMap(TimeoutException.class, over -> Refusals.of(question.provider(), late()));
        });
    }

    private int mostBytes() {
        return Math.toIntExact(properties.maxAnswerSize().toBytes());
    }

    private static Question question(
            Keeper keeper, HttpMethod method, String id, String below, String query, boolean stream, String requestId) {
        String stored = AccountMark.without(id);
        if (!ID.matcher(stored).matches()) {
            throw notFound(id);
        }
        String path = keeper.account().storedPath("/" + stored + below, AccountMark.withoutIn(query));
        HttpHeaders headers = keeper.account().headers(path, new byte[0], stream, requestId, Map.of());
        return new Question(keeper, method, path, headers, id, stored);
    }

    private UpstreamCall send(EventLoop loop, Question question, UpstreamListener listener) {
        return upstreams.send(
                loop,
                question.keeper().account().endpoint(),
                properties.connectTimeout(),
                question.method(),
                question.path(),
                question.headers().copy(),
                Unpooled.EMPTY_BUFFER,
                listener);
    }

    private Failure late() {
        return Failure.timeout("timeout after %s".formatted(properties.responseTimeout()));
    }

    private static Answer told(Question question, UpstreamAnswer answer) {
        String provider = question.provider();
        if (answer.status() < 300) {
            byte[] body = answer.isJson() ? question.keeper().marks().answer(answer.body()) : answer.body();
            return new Answer(answer.status(), provider, answer.contentType(), body);
        }
        Failure failure = Failure.answered(Protocol.OPENAI_RESPONSES, answer.status(), answer.headers(), answer.body());
        if (failure.isCredentials()) {
            throw Refusals.of(provider, failure);
        }
        String words = new String(answer.body(), StandardCharsets.UTF_8).replace(question.stored(), question.id());
        return new Answer(answer.status(), provider, answer.contentType(), words.getBytes(StandardCharsets.UTF_8));
    }

    private Keeper keeper(String id, ResponseOwner owner) {
        AccountMark wanted = AccountMark.in(id);
        for (Provider provider : providers.providers()) {
            if (wanted != null && provider.dialect().speaks(Operation.RESPONSES)) {
                for (Account account : provider.accounts()) {
                    String name = Candidate.name(provider, account);
                    if (wanted.equals(AccountMark.of(name)) && owner.owns(account::seal, id)) {
                        return new Keeper(provider, account, MarkedResponses.of(name, account, owner));
                    }
                }
            }
        }
        throw notFound(id);
    }

    private static ModelErrorException notFound(String id) {
        return ModelErrorException.of(
                404,
                "invalid_request_error",
                "id",
                "response_not_found",
                "No provider here has made the response '%s' with this key. Name one by the id that this router gave; answers of models whose provider has no Responses API are not kept."
                        .formatted(id));
    }
}
