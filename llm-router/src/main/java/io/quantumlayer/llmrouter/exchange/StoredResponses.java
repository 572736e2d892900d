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
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private record Keeper(Provider provider, Account account, MarkedResponses marks) {}

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
        Keeper keeper = keeper(id, new ResponseOwner(keyId));
        String stored = AccountMark.without(id);
        if (!ID.matcher(stored).matches()) {
            throw notFound(id);
        }
        String path = keeper.account().storedPath("/" + stored + below, AccountMark.withoutIn(query));
        HttpHeaders headers = keeper.account().headers(path, new byte[0], false, requestId, Map.of());
        CompletableFuture<UpstreamAnswer> found = new CompletableFuture<>();
        EventLoop loop = upstreams.loop();
        UpstreamAnswer.Listener listener = new UpstreamAnswer.Listener(
                found, Math.toIntExact(properties.maxAnswerSize().toBytes()));
        loop.execute(() -> listener.startedBy(() -> upstreams.send(
                loop,
                keeper.account().endpoint(),
                properties.connectTimeout(),
                method,
                path,
                headers.copy(),
                Unpooled.EMPTY_BUFFER,
                listener)));
        String provider = keeper.provider().name();
        UpstreamAnswer answer = await(found, provider, () -> loop.execute(listener::cancel));
        if (answer.failure() != null) {
            throw Refusals.of(provider, answer.failure());
        }
        if (answer.status() < 300 && answer.isJson()) {
            background.read(keeper.provider(), id, answer.body());
        }
        return told(keeper, answer, id, stored);
    }

    private UpstreamAnswer await(CompletableFuture<UpstreamAnswer> found, String provider, Runnable cancel) {
        try {
            return found.get(properties.responseTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            cancel.run();
            throw Refusals.of(provider, Failure.timeout("timeout after %s".formatted(properties.responseTimeout())));
        } catch (InterruptedException left) {
            cancel.run();
            Thread.currentThread().interrupt();
            throw ModelErrorException.internal();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Answer told(Keeper keeper, UpstreamAnswer answer, String id, String stored) {
        String provider = keeper.provider().name();
        if (answer.status() < 300) {
            byte[] body = answer.isJson() ? keeper.marks().answer(answer.body()) : answer.body();
            return new Answer(answer.status(), provider, answer.contentType(), body);
        }
        Failure failure = Failure.answered(Protocol.OPENAI_RESPONSES, answer.status(), answer.headers(), answer.body());
        if (failure.isCredentials()) {
            throw Refusals.of(provider, failure);
        }
        String words = new String(answer.body(), StandardCharsets.UTF_8).replace(stored, id);
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
