package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who may name a response that a provider keeps: the key that it was made with. Its id carries a seal over both, so no
 * router has to remember whose it is, and a key cannot make another's id its own.
 *
 * @param keyId id of a key; {@code null} for everybody, where nobody is asked for one
 */
record ResponseOwner(@Nullable String keyId) {

    static final ResponseOwner EVERYBODY = new ResponseOwner(null);

    private static final int DIGITS = 16;

    /**
     * What the id of a response carries of this owner: a hyphen and 16 hexadecimal digits, nothing for everybody.
     *
     * @param account seals a text, as {@link Account#seal} does
     * @param provider the provider's id of the response
     */
    String seal(UnaryOperator<String> account, String provider) {
        return keyId == null
                ? ""
                : '-' + account.apply("response\n" + keyId + '\n' + provider).substring(0, DIGITS);
    }

    /**
     * Whether this owner may name a response.
     *
     * @param account seals a text, as {@link Account#seal} does
     * @param marked the client's id of the response
     */
    boolean owns(UnaryOperator<String> account, String marked) {
        return keyId == null
                || MessageDigest.isEqual(
                        bytes(seal(account, AccountMark.without(marked))), bytes(AccountMark.sealIn(marked)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
