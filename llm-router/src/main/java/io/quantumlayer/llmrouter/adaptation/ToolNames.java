package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.contracts.digest.Sha256;

/** Names and ids that a vendor takes for those that it does not. The same text always gets the same one. */
final class ToolNames {

    private static final int HASH = 8;
    private static final int ID = 9;

    private ToolNames() {}

    /** Whether a name is letters, digits, hyphens and underscores, and not too long. */
    static boolean fits(String name, int most) {
        return name.length() <= most && !name.isEmpty() && name.chars().allMatch(ToolNames::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** A name of at most so many characters: the begin of the given one, and a hash of all of it. */
    static String name(String name, int most) {
        StringBuilder plain = new StringBuilder();
        name.codePoints().forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        plain.setLength(Math.min(plain.length(), most - HASH - 1));
        return plain.append('_').append(Sha256.hex(name), 0, HASH).toString();
    }

    /** An id of nine letters and digits, which every vendor takes. */
    static String id(String id) {
        return Sha256.hex(id).substring(0, ID);
    }
}
