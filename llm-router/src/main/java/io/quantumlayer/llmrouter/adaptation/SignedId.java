package io.quantumlayer.llmrouter.adaptation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The id of a tool's call, with the signature that Gemini gives its calls. Every client returns ids, while few return
 * members that they do not know, so the id carries the signature to the client and back, whichever instance answers.
 *
 * @param id as the model has given it
 * @param signature {@code null} for none
 */
record SignedId(String id, @Nullable String signature) {

    /** What says that a signature follows. */
    static final String MARK = "_qlsig_";

    /** What Google documents for calls whose signature is not there: https://ai.google.dev/gemini-api/docs/thought-signatures */
    static final String UNSIGNED = "skip_thought_signature_validator";

    static SignedId of(String carried) {
        int at = carried.indexOf(MARK);
        if (at < 0) {
            return new SignedId(carried, null);
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(carried.substring(at + MARK.length()));
            return new SignedId(carried.substring(0, at), new String(signature, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException ofSomebodyElse) {
            return new SignedId(carried, null);
        }
    }

    /** One id of letters, digits, hyphens and underscores. */
    String carried() {
        if (signature == null) {
            return id;
        }
        String name = id.isEmpty() ? "call_" + ToolNames.id(signature) : id;
        return name
                + MARK
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.getBytes(StandardCharsets.UTF_8));
    }
}
