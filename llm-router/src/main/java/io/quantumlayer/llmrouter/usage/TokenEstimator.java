package io.quantumlayer.llmrouter.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import org.springframework.stereotype.Component;

/**
 * Counts tokens where the provider has not told any, with the vocabulary {@code o200k_base}; other vendors' models count
 * differently. The first call loads the vocabulary, and every call takes time: not for event loops.
 */
@Component
public final class TokenEstimator {

    /** Tokens of a text; special tokens in it count as the text that they are. */
    public long count(String text) {
        return Vocabulary.O200K.countTokensOrdinary(text);
    }

    private static final class Vocabulary {

        static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
