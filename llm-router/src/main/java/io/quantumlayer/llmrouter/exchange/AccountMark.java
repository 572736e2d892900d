package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.key.Digest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account in what clients of the Responses API send back: {@code resp_ql1a2b3c4d_resp_68f0} is the response
 * {@code resp_68f0} of the account {@code ql1a2b3c4d}, and {@code msg_ql1a2b3c4d_msg_68f0} a message of it. So every router with the same accounts finds the one that made a
 * response, without keeping anything.
 *
 * @param text {@code ql} and the first eight hexadecimal digits of the SHA-256 of the account's name with its provider's
 */
record AccountMark(String text) {

    private static final int DIGITS = 8;
    private static final Pattern MARKED =
            Pattern.compile("(?:[a-z]{1,16}_(ql[0-9a-f]{8})_|(ql[0-9a-f]{8})\\.).*", Pattern.DOTALL);
    /** What an item's id begins with that says what it is: {@code rs_}, {@code msg_}, {@code fc_} and more. */
    private static final Pattern KIND = Pattern.compile("([a-z]{1,16}_).+", Pattern.DOTALL);

    private static final String ITEM = "item_";

    /** @param account name of the account, with its provider's */
    static AccountMark of(String account) {
        return new AccountMark(
                "ql" + Digest.of(account.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS));
    }

    /** The account that a client's id or encrypted content is of; {@code null} where it has no mark. */
    static @Nullable AccountMark in(String marked) {
        Matcher matcher = MARKED.matcher(marked);
        if (!matcher.matches()) {
            return null;
        }
        return new AccountMark(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    /** The provider's id or encrypted content. */
    static String without(String marked) {
        Matcher matcher = MARKED.matcher(marked);
        return !matcher.matches()
                ? marked
                : marked.substring(matcher.group(1) == null ? matcher.end(2) + 1 : matcher.end(1) + 1);
    }

    /** A query in which ids of items are the provider's. */
    static String withoutIn(String query) {
        return query.replaceAll("\\b[a-z]{1,16}_ql[0-9a-f]{8}_", "");
    }

    /** The client's id of an item. */
    String item(String provider) {
        Matcher kind = KIND.matcher(provider);
        return "%s%s_%s".formatted(kind.matches() ? kind.group(1) : ITEM, text, provider);
    }

    /** The client's id of a response. */
    String response(String provider) {
        return "resp_%s_%s".formatted(text, provider);
    }

    /** The client's encrypted content. */
    String content(String provider) {
        return text + '.' + provider;
    }
}
