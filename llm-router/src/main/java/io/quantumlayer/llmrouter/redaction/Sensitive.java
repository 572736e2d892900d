package io.quantumlayer.llmrouter.redaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;

/** What may be taken out of a prompt. Every pattern takes time in proportion to the text. */
public enum Sensitive {
    /** E-mail addresses. */
    @JsonProperty("email")
    EMAIL("(?<![\\w.+-])[\\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}(?![\\w-])"),
    /** Numbers of payment cards: 13 to 19 digits, alone or in groups, whose check digit is right (ISO/IEC 7812-1). */
    @JsonProperty("card")
    CARD("(?<![\\w.-])\\d(?:[ -]?\\d){12,18}(?![\\w-]|\\.\\d)"),
    /** Credentials that are known by their form: API keys of common vendors, JSON web tokens, private keys in PEM. */
    @JsonProperty("key")
    KEY("(?<![A-Za-z0-9])(?:"
            + "sk-[A-Za-z0-9_-]{16,256}"
            + "|sk_(?:live|test)_[A-Za-z0-9]{16,128}"
            + "|(?:AKIA|ASIA)[0-9A-Z]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{36,255}"
            + "|github_pat_[A-Za-z0-9_]{22,255}"
            + "|glpat-[A-Za-z0-9_-]{20,64}"
            + "|xox[abeprs]-[A-Za-z0-9-]{10,255}"
            + "|AIza[0-9A-Za-z_-]{35}"
            + "|hf_[A-Za-z0-9]{30,64}"
            + "|npm_[A-Za-z0-9]{36}"
            + "|eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{8,4096}"
            + "|-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[\\s\\S]{1,16384}?-----END [A-Z ]{0,32}PRIVATE KEY-----"
            + ")");

    private final Pattern pattern;

    Sensitive(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    Pattern pattern() {
        return pattern;
    }

    /** What stands in its place. */
    String placeholder() {
        return "[" + name() + "]";
    }

    boolean isReal(CharSequence found) {
        return this != CARD || hasRightCheckDigit(found);
    }

    /** Every second digit from the right counts twice; the sum of all digits is a multiple of ten. */
    private static boolean hasRightCheckDigit(CharSequence number) {
        int sum = 0;
        boolean twice = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = Character.digit(number.charAt(i), 10);
            if (digit >= 0) {
                int counted = twice ? digit * 2 : digit;
                sum += counted > 9 ? counted - 9 : counted;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }
}
