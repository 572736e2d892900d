package io.quantumlayer.gateway.limit;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** A request whose body is counted while it passes and ends with an error at the limit. */
final class CountedBody extends ServerHttpRequestDecorator {

    private final DataSize limit;
    private long passed;
    private volatile boolean finished;
    private volatile @Nullable RuntimeException failure;

    CountedBody(ServerHttpRequest request, DataSize limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .handle(this::count)
                .doOnComplete(() -> finished = true)
                .onErrorMap(
                        IOException.class,
                        error -> fail(new ResponseStatusException(
                                HttpStatus.BAD_REQUEST, "The connection ended before the body did.", error)));
    }

    private void count(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
        passed += buffer.readableByteCount();
        if (passed > limit.toBytes()) {
            DataBufferUtils.release(buffer);
            sink.error(fail(BodyLimitFilter.tooLarge(limit)));
        } else {
            sink.next(buffer);
        }
    }

    private RuntimeException fail(RuntimeException error) {
        failure = error;
        return error;
    }

    /** Whether the whole body has passed. */
    boolean finished() {
        return finished;
    }

    /** Why the body ended early, which is not the fault of the service that was to receive it. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
