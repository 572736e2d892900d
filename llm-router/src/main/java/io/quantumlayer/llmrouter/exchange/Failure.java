package io.quantumlayer.llmrouter.exchange;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.RetryAdvice;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt gave no answer.
 *
 * @param status of the provider's answer; 0 when there was none
 * @param reason short and safe to show: no address, no credential
 * @param remedy what may be tried instead
 * @param waitNanos how long the provider wants to be left alone; -1 when it does not say
 * @param error the provider's own words, where it answered
 * @param body the provider's answer as it came
 */
@SuppressWarnings("ArrayRecordComponent")
record Failure(
        int status,
        String reason,
        Remedy remedy,
        long waitNanos,
        @Nullable ProviderError error,
        @Nullable HttpHeaders headers,
        byte @Nullable [] body,
        @Nullable Throwable cause) {

    /** Reason of a stream with an event that is none. */
    static final String NO_EVENT = "its stream has an event that is not JSON";

    /** Anthropic's status of a provider without capacity. */
    private static final int OVERLOADED = 529;

    /** What may be tried after a failure. */
    enum Remedy {
        /** Nothing: the request is at fault, or the provider will not answer it. */
        NONE,
        /** Another account; this one has run out, or its credential is wrong. */
        ELSEWHERE,
        /** Another account, or this one again after a while. */
        AGAIN
    }

    /** The connection could not be made, or broke. */
    static Failure broken(Throwable cause) {
        String reason = switch (cause) {
            case ConnectTimeoutException slow -> "timeout of the connection";
            case ConnectException refused -> "the connection was refused";
            case UnknownHostException unknown -> "its host is unknown";
            case SSLException untrusted -> "no secure connection could be made";
            default -> "the connection broke";
        };
        return new Failure(0, reason, Remedy.AGAIN, -1, null, null, null, cause);
    }

    /** The provider answered with an error. */
    static Failure answered(Protocol protocol, int status, HttpHeaders headers, byte[] body) {
        return answered(ProtocolErrors.read(protocol, status, body), status, headers, body);
    }

    /**
     * The provider began its stream with an error.
     *
     * @param client protocol of the client, which is given the status that this has for such errors
     * @param body the error as the body of an answer
     */
    static Failure streamed(Protocol protocol, Protocol client, HttpHeaders headers, byte[] body) {
        int status = status(ProtocolErrors.read(protocol, 0, body).kind(), client);
        HttpHeaders told = headers.copy().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        return answered(ProtocolErrors.read(protocol, status, body), status, told, body);
    }

    private static int status(ProviderError.Kind kind, Protocol client) {
        return switch (kind) {
            case RATE_LIMIT, QUOTA -> 429;
            case CONTENT_FILTER, CONTEXT_LENGTH, BAD_REQUEST -> 400;
            case AUTHENTICATION -> 401;
            case PERMISSION -> 403;
            case NOT_FOUND -> 404;
            case OVERLOADED -> client == Protocol.ANTHROPIC_MESSAGES ? OVERLOADED : 503;
            case SERVER, OTHER -> 500;
        };
    }

    private static Failure answered(ProviderError error, int status, HttpHeaders headers, byte[] body) {
        Remedy remedy = switch (error.kind()) {
            case BAD_REQUEST, CONTENT_FILTER, CONTEXT_LENGTH -> Remedy.NONE;
            case QUOTA, AUTHENTICATION, PERMISSION, NOT_FOUND -> Remedy.ELSEWHERE;
            case RATE_LIMIT, OVERLOADED, SERVER -> Remedy.AGAIN;
            case OTHER -> status == 408 || status == 409 || status >= 500 ? Remedy.AGAIN : Remedy.NONE;
        };
        String reason = error.code() != null ? error.code() : error.type();
        long wait = wait(headers);
        Duration advice = wait < 0 && remedy == Remedy.AGAIN ? RetryAdvice.of(body) : null;
        return new Failure(
                status,
                status + " " + reason,
                remedy,
                advice == null ? wait : advice.toNanos(),
                error,
                headers,
                body,
                null);
    }

    /** What a provider sent cannot be used. */
    static Failure unusable(String reason) {
        return new Failure(0, reason, Remedy.AGAIN, -1, null, null, null, null);
    }

    /** The provider took too long. */
    static Failure timeout(String reason) {
        return new Failure(0, reason, Remedy.AGAIN, -1, null, null, null, null);
    }

    boolean isSlow() {
        return reason.startsWith("timeout");
    }

    /** Code of the event that ends an answer which had begun. */
    String brokenOffCode() {
        return isSlow() ? "upstream_timeout" : reason.equals(NO_EVENT) ? "upstream_invalid" : "upstream_unreachable";
    }

    /** Whether the provider refuses the router's credential, which is no concern of the caller's. */
    boolean isCredentials() {
        return error != null
                && (error.kind() == ProviderError.Kind.AUTHENTICATION || error.kind() == ProviderError.Kind.PERMISSION);
    }

    boolean isQuota() {
        return error != null && error.kind() == ProviderError.Kind.QUOTA;
    }

    /** Whether it is the account that failed: what is wrong with a request says nothing about the account. */
    boolean isAccountsFault() {
        return remedy != Remedy.NONE && status != 404;
    }

    /** The three forms: milliseconds in two headers, seconds or a date in the third. */
    private static long wait(HttpHeaders headers) {
        String millis = headers.get("retry-after-ms");
        if (millis == null) {
            millis = headers.get("x-ms-retry-after-ms");
        }
        if (millis != null) {
            return nanos(millis, 1_000_000);
        }
        String after = headers.get("retry-after");
        if (after == null) {
            return -1;
        }
        long seconds = nanos(after, 1_000_000_000);
        if (seconds >= 0) {
            return seconds;
        }
        try {
            Instant date = ZonedDateTime.parse(after.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(Instant.now(), date).toNanos());
        } catch (DateTimeParseException neither) {
            return -1;
        }
    }

    private static long nanos(String number, long unit) {
        try {
            double value = Double.parseDouble(number.strip());
            return value >= 0 && value < 1e9 ? (long) (value * unit) : -1;
        } catch (NumberFormatException other) {
            return -1;
        }
    }
}
