package io.quantumlayer.llmrouter.exchange;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.platform.request.RequestId;
import io.quantumlayer.protocols.Changes;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Headers of an answer: those of the provider that a client may see, and those that tell how it came about. */
final class AnswerHeaders {

    static final String COST = RouterClient.COST_HEADER;
    private static final String CACHE = "X-QL-Cache";

    /** Says that tokens were counted by the router's tokeniser and not by the provider. */
    private static final String ESTIMATED = "X-QL-Estimated";

    /** Names the request's members that were left out, since the model does not take them. */
    private static final String DROPPED = "X-QL-Dropped";

    /** Names the request's members that were renamed or said otherwise. */
    private static final String ADAPTED = "X-QL-Adapted";

    private static final String[] PASSED = {
        "content-type",
        "retry-after",
        "retry-after-ms",
        "x-ms-retry-after-ms",
        "x-should-retry",
        "openai-processing-ms",
        "openai-version",
        "request-id"
    };

    private static final String[] PASSED_PREFIXES = {"x-ratelimit-", "anthropic-ratelimit-"};

    private AnswerHeaders() {}

    static void copy(HttpHeaders provider, HttpHeaders client) {
        for (Map.Entry<String, String> header : provider) {
            if (isPassed(header.getKey())) {
                client.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean isPassed(String name) {
        for (String passed : PASSED) {
            if (passed.equalsIgnoreCase(name)) {
                return true;
            }
        }
        for (String prefix : PASSED_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    static void tell(CallFacts facts, HttpHeaders client) {
        client.set(RequestId.HEADER, facts.call().requestId());
        client.set("X-QL-Route", ascii(facts.call().request().model()));
        Candidate candidate = facts.candidate();
        if (candidate != null) {
            client.set(
                    RouterClient.PROVIDER_HEADER, candidate.target().provider().name());
            client.set("X-QL-Model", ascii(candidate.target().model()));
        }
        client.set("X-QL-Attempts", ascii(facts.attempts()));
        if (facts.cacheMissed()) {
            client.set(CACHE, "miss");
        }
        if (facts.answered() != null && facts.answered().countedHere()) {
            client.set(ESTIMATED, "true");
        }
        tell(facts.changes(), client);
        if (facts.redactions() > 0) {
            client.set("X-QL-Redacted", facts.redactions());
        }
        tellOverhead(facts, client);
    }

    static void tellOverhead(CallFacts facts, HttpHeaders client) {
        long spent = System.nanoTime() - facts.call().receivedNanos() - facts.upstreamNanos();
        long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(spent));
        client.set("X-QL-Overhead-Ms", micros / 1000 + "." + digits(micros % 1000));
    }

    private static void tell(Changes changes, HttpHeaders client) {
        if (!changes.dropped().isEmpty()) {
            client.set(DROPPED, ascii(String.join(", ", changes.dropped())));
        }
        if (!changes.adapted().isEmpty()) {
            client.set(ADAPTED, ascii(String.join(", ", changes.adapted())));
        }
    }

    static void tellKept(AnswerCache.Kept kept, HttpHeaders client) {
        if (kept.journalled()) {
            client.set(RouterClient.REPLAYED_HEADER, "true");
            if (kept.costUsd() != null) {
                client.set(RouterClient.REPLAYED_COST_HEADER, kept.costUsd().toPlainString());
            }
        } else {
            client.set(CACHE, "hit");
        }
        tell(kept.changes(), client);
        client.set(RouterClient.PROVIDER_HEADER, kept.provider());
        client.set("X-QL-Model", ascii(kept.model()));
    }

    private static String digits(long thousandths) {
        return thousandths < 10 ? "00" + thousandths : thousandths < 100 ? "0" + thousandths : "" + thousandths;
    }

    /** A model's name may be anything that a caller made up. */
    private static String ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return text.replaceAll("[^ -~]", "?");
            }
        }
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
