package io.quantumlayer.protocols;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Translates the exchanges of a client that speaks one protocol with a provider that speaks another. */
public interface Translator {

    /**
     * The provider's request for the client's.
     *
     * @param model name that the provider knows the model by
     * @throws io.quantumlayer.protocols.ModelErrorException 400 naming the member that is wrong, or that the
     *     provider's protocol cannot say
     */
    default byte[] request(byte[] body, String model) {
        return request(body, model, (translated, changes) -> translated);
    }

    /** The same. */
    byte[] request(byte[] body, String model, Finish finish);

    /** What becomes of a request before it goes on. */
    @FunctionalInterface
    interface Finish {

        /**
         * The request to go on with.
         *
         * @param request in {@link #spoken}
         * @param changes what the translation could not say as it was, beside the members that are not in {@link #members}
         */
        byte[] of(byte[] request, Changes changes);
    }

    /** Members of the client's request that it says to the provider or refuses; it leaves out all others. */
    Set<String> members();

    /** The protocol of the provider in which its requests and answers can still be changed. */
    Protocol spoken();

    /**
     * The client's answer for the provider's 2xx answer.
     *
     * @param model name to show when the provider names none
     * @throws io.quantumlayer.protocols.ModelErrorException 502 if the answer cannot be read
     */
    default byte[] answer(byte[] body, String model) {
        return answer(body, model, UnaryOperator.identity());
    }

    /**
     * The same.
     *
     * @param change what becomes of the answer in {@link #spoken} first
     */
    byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change);

    /**
     * The same, for who has the client's request, without which some answers cannot be said.
     *
     * @param requestBody the client's request
     */
    default byte[] answer(byte[] requestBody, byte[] body, String model, UnaryOperator<byte[]> change) {
        return answer(body, model, change);
    }

    /**
     * The translation of one streamed answer.
     *
     * @param requestBody the client's request
     * @param model name to show when the provider names none
     */
    default StreamTranslator stream(byte[] requestBody, String model) {
        return stream(requestBody, model, null);
    }

    /**
     * The same.
     *
     * @param change what the stream in {@link #spoken} goes through first; {@code null} for nothing
     */
    StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change);
}
