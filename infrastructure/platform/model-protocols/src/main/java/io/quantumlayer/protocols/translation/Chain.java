package io.quantumlayer.protocols.translation;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Translator;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two translations one after the other, over a protocol that neither side speaks.
 *
 * @param near translation next to the client
 * @param far translation next to the provider
 * @param paths the client's names for the members of the protocol between
 */
record Chain(Translator near, Translator far, ClientPaths paths) implements Translator {

    @Override
    public Set<String> members() {
        return near.members();
    }

    @Override
    public Protocol spoken() {
        return far.spoken();
    }

    @Override
    public byte[] request(byte[] body, String model, Finish finish) {
        return near.request(
                body,
                model,
                (between, changes) -> far(
                        body,
                        between,
                        model,
                        (request, more) -> finish.of(request, changes.and(said(Json.request(body), more)))));
    }

    private Changes said(Member client, Changes between) {
        return between.equals(Changes.NONE) ? between : between.named(member -> paths.path(client, member));
    }

    private byte[] far(byte[] body, byte[] between, String model, Finish finish) {
        try {
            return far.request(between, model, finish);
        } catch (ModelErrorException refused) {
            String param = refused.param();
            if (param == null) {
                throw refused;
            }
            String said = paths.path(Json.request(body), param);
            String message = String.valueOf(refused.getMessage()).replace(param, said);
            throw ModelErrorException.invalid(said, refused.code(), message);
        }
    }

    @Override
    public byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change) {
        return near.answer(far.answer(body, model, change), model);
    }

    @Override
    public byte[] answer(byte[] requestBody, byte[] body, String model, UnaryOperator<byte[]> change) {
        byte[] between = far.answer(near.request(requestBody, model), body, model, change);
        return near.answer(requestBody, between, model, UnaryOperator.identity());
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change) {
        return new Stream(near.stream(requestBody, model), far.stream(near.request(requestBody, model), model, change));
    }

    private record Stream(StreamTranslator near, StreamTranslator far) implements StreamTranslator {

        @Override
        public byte[] feed(byte[] bytes, int offset, int length) {
            byte[] between = far.feed(bytes, offset, length);
            return near.feed(between, 0, between.length);
        }

        @Override
        public byte[] end() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] between = far.end();
            out.writeBytes(near.feed(between, 0, between.length));
            out.writeBytes(near.end());
            return out.toByteArray();
        }

        @Override
        public boolean isComplete() {
            return far.isComplete() && near.isComplete();
        }

        @Override
        public boolean failed() {
            return near.failed();
        }

        @Override
        public @Nullable TokenUsage usage() {
            return far.usage();
        }
    }
}
