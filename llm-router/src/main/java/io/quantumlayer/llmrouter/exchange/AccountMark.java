package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.contracts.digest.Sha256;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account in what clients of the Responses API send back: {@code resp_ql1a2b3c4d_resp_68f0} is the response
 * {@code resp_68f0} of the account {@code ql1a2b3c4d}, and {@code msg_ql1a2b3c4d_msg_68f0} a message of it. So every router
 * with the same accounts finds the one that made a response, without keeping anything. Where there are keys, a response and
 * its items have the {@link ResponseOwner seal} of one, too: {@code resp_ql1a2b3c4d-0123456789abcdef_resp_68f0}.
 *
 * @param text {@code ql} and the first eight hexadecimal digits of the SHA-256 of the account's name with its provider's
 */
record AccountMark(String text) {

    private static final int DIGITS = 8;
    private static final Pattern MARKED = Pattern.compile(
            "(?:[a-z]{1,16}_(?<of>ql[0-9a-f]{8})(?<seal>-[0-9a-f]{16})?_|(?<in>ql[0-9a-f]{8})\\.)(?<own>.*)",
            Pattern.DOTALL);
    /** What an item's id begins with that says what it is: {@code rs_}, {@code msg_}, {@code fc_} and more. */
    private static final Pattern KIND = Pattern.compile("([a-z]{1,16}_).+", Pattern.DOTALL);

    private static final String ITEM = "item_";

    /** @param account name of the account, with its provider's */
    static AccountMark of(String account) {
        return new AccountMark("ql" + Sha256.hex(account).substring(0, DIGITS));
    }

    /** The account that a client's id or encrypted content is of; {@code null} where it has no mark. */
    static @Nullable AccountMark in(String marked) {
        Matcher matcher = MARKED.matcher(marked);
        if (!matcher.matches()) {
            return null;
        }
        String id = matcher.group("of");
        return new AccountMark(id == null ? matcher.group("in") : id);
    }

    /** The provider's id or encrypted content. */
    static String without(String marked) {
        Matcher matcher = MARKED.matcher(marked);
        return matcher.matches() ? matcher.group("own") : marked;
    }

    /** The seal of a client's id, as {@link ResponseOwner#seal} gives it; empty for none. */
    static String sealIn(String marked) {
        Matcher matcher = MARKED.matcher(marked);
        return matcher.matches() ? Objects.requireNonNullElse(matcher.group("seal"), "") : "";
    }

    /** A query in which ids of items are the provider's. */
    static String withoutIn(String query) {
        return query.replaceAll("\\b[a-z]{1,16}_ql[0-9a-f]{8}(?:-[0-9a-f]{16})?_", "");
    }

    /** The client's id of an item. @param seal as {@link ResponseOwner#seal} gives it */
    String item(String provider, String seal) {
        Matcher kind = KIND.matcher(provider);
        return (kind.matches() ? kind.group(1) : ITEM) + text + seal + '_' + provider;
    }

    /** The client's id of a response. @param seal as {@link ResponseOwner#seal} gives it */
    String response(String provider, String seal) {
        return "resp_" + text + seal + '_' + provider;
    }

    /** The client's encrypted content. */
    String content(String provider) {
        return text + '.' + provider;
    }
}
