package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.Member;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's {@code metadata.user_id} as OpenAI's {@code user}. Claude Code sends one of some 200 characters; OpenAI
 * takes 64, and a user has to stay the same one, so a longer id is hashed.
 */
final class OpenAiUser {

    static final Changes SHORTENED = new Changes(Set.of(), Set.of("metadata"));

    private static final int MOST = 64;

    private OpenAiUser() {}

    static void write(Member messages, ObjectNode request) {
        Member user = user(messages);
        if (user.isGiven()) {
            request.put("user", isShortened(messages) ? hash(user.text()) : user.text());
        }
    }

    static boolean isShortened(Member messages) {
        Member user = user(messages);
        return user.isGiven() && user.text().length() > MOST;
    }

    private static Member user(Member messages) {
        return messages.get("metadata").get("user_id");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
