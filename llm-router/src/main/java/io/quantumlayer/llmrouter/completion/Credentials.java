package io.quantumlayer.llmrouter.completion;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The key of a caller: a bearer token, or {@code x-api-key}. */
final class Credentials {

    private static final String BEARER = "Bearer ";

    private Credentials() {}

    static @Nullable String of(ServerHttpRequest request) {
        String key = request.getHeaders().getFirst("x-api-key");
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (key != null) {
            return key.strip();
        }
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
