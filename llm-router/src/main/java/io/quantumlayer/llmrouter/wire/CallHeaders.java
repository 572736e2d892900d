package io.quantumlayer.llmrouter.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.exchange.Call;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.ModelErrorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say about a call. */
final class CallHeaders {

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int LONGEST_PATIENCE = 86_400;
    private static final String REQUEST_CLASS = "X-QL-Request-Class";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private CallHeaders() {}

    /**
     * The call.
     *
     * @throws ModelErrorException 400 naming the header that is wrong
     */
    static Call call(ModelRequest request, String requestId, HttpHeaders headers, long receivedNanos) {
        return new Call(
                request,
                requestId,
                credential(headers),
                anthropic(request.operation(), headers),
                trace(headers),
                requestClass(headers),
                onBudget(headers),
                origin(headers),
                headers.get(HttpHeaderNames.CACHE_CONTROL),
                patience(headers),
                receivedNanos);
    }

    private static @Nullable CallOrigin origin(HttpHeaders headers) {
        String run = text(headers, CallOrigin.RUN_HEADER);
        if (run == null) {
            return null;
        }
        String step = text(headers, CallOrigin.STEP_HEADER);
        return new CallOrigin(
                run,
                step == null ? "" : step,
                number(headers, CallOrigin.ROUND_HEADER),
                number(headers, CallOrigin.CALL_HEADER));
    }

    private static @Nullable String text(HttpHeaders headers, String name) {
        String value = headers.get(name);
        if (value == null || NAME.matcher(value).matches()) {
            return value;
        }
        throw ModelErrorException.invalid(
                name, null, name + " must be at most 200 letters, digits, dots, colons, hyphens and underscores.");
    }

    private static int number(HttpHeaders headers, String name) {
        String value = headers.get(name);
        if (value == null || NUMBER.matcher(value).matches()) {
            return value == null ? 0 : Integer.parseInt(value);
        }
        throw ModelErrorException.invalid(name, null, name + " must be a number of at most nine digits.");
    }

    private static Map<String, String> anthropic(Operation operation, HttpHeaders headers) {
        if (operation != Operation.MESSAGES && operation != Operation.COUNT_TOKENS) {
            return Map.of();
        }
        String version = headers.get("anthropic-version");
        if (version == null) {
            throw ModelErrorException.invalid(
                    "anthropic-version",
                    null,
                    "anthropic-version is missing; send the header anthropic-version: 2023-06-01.");
        }
        Map<String, String> found = new HashMap<>();
        found.put("anthropic-version", version);
        String beta = headers.get("anthropic-beta");
        if (beta != null) {
            found.put("anthropic-beta", beta);
        }
        return found;
    }

    private static Map<String, String> trace(HttpHeaders headers) {
        String parent = headers.get("traceparent");
        if (parent == null) {
            return Map.of();
        }
        String state = headers.get("tracestate");
        return state == null ? Map.of("traceparent", parent) : Map.of("traceparent", parent, "tracestate", state);
    }

    private static RequestClass requestClass(HttpHeaders headers) {
        String wanted = headers.get(REQUEST_CLASS);
        if (wanted == null || wanted.equalsIgnoreCase("interactive")) {
            return RequestClass.INTERACTIVE;
        }
        if (wanted.equalsIgnoreCase("batch")) {
            return RequestClass.BATCH;
        }
        throw ModelErrorException.invalid(
                REQUEST_CLASS, null, REQUEST_CLASS + " must be interactive, which it is by default, or batch.");
    }

    private static boolean onBudget(HttpHeaders headers) {
        String currency = headers.get(RouterClient.BUDGET_HEADER);
        if (currency == null || currency.equalsIgnoreCase(RouterClient.BUDGET_USD)) {
            return currency != null;
        }
        throw ModelErrorException.invalid(
                RouterClient.BUDGET_HEADER,
                null,
                RouterClient.BUDGET_HEADER + " must be " + RouterClient.BUDGET_USD
                        + ", for a call whose price has to be known, or absent.");
    }

    private static @Nullable Duration patience(HttpHeaders headers) {
        String seconds = headers.get(RouterClient.TIMEOUT_HEADER);
        if (seconds == null) {
            return null;
        }
        if (SECONDS.matcher(seconds).matches() && Integer.parseInt(seconds) <= LONGEST_PATIENCE) {
            return Duration.ofSeconds(Integer.parseInt(seconds));
        }
        throw ModelErrorException.invalid(
                RouterClient.TIMEOUT_HEADER,
                null,
                RouterClient.TIMEOUT_HEADER + " must be whole seconds, 1 to " + LONGEST_PATIENCE + ".");
    }

    private static @Nullable String credential(HttpHeaders headers) {
        String key = headers.get("x-api-key");
        if (key != null) {
            return key.strip();
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : null;
    }
}
