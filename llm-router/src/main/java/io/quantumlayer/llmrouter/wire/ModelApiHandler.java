package io.quantumlayer.llmrouter.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quantumlayer.llmrouter.exchange.Call;
import io.quantumlayer.llmrouter.exchange.Exchange;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.request.RequestId;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.ProtocolErrors;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of the model APIs off a server connection, before the web framework sees them; all others go on to
 * it. Requests of one connection are answered one after another, whoever answers them.
 */
// A write that fails closes its connection, which is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
final class ModelApiHandler extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ModelApiHandler.class);
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int LINGER_SECONDS = 5;

    /** As much is set aside because a request says how long it is; for more, its bytes have to come. */
    private static final int TRUSTED_LENGTH = 1 << 20;

    private final ModelApi api;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    private int passedOn;
    private @Nullable HttpRequest head;
    private @Nullable Operation operation;
    private @Nullable ByteBuf body;
    private @Nullable Exchange exchange;
    private String requestId = "";
    private boolean keepAlive;

    ModelApiHandler(ModelApi api) {
        this.api = api;
    }

    private enum State {
        /** Between two requests, or while the web framework reads one. */
        IDLE,
        /** A request of ours is read. */
        READING,
        /** A request of ours is answered. */
        ANSWERING,
        /** A request was refused before its end: the rest is read and forgotten, then the connection ends. */
        DISCARDING
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpObject part)) {
            context.fireChannelRead(message);
            return;
        }
        if (state == State.DISCARDING) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent) {
                context.close();
            }
            return;
        }
        if (state == State.ANSWERING || !waiting.isEmpty()) {
            waiting.add(part);
            return;
        }
        take(context, part);
    }

    /**
     * The server reads on demand only. During an answer one more read stands: it sees the client leave, and at most what
     * one read brings of the next requests is kept.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (state == State.READING || state == State.DISCARDING || state == State.ANSWERING && waiting.isEmpty()) {
            context.read();
        }
    }

    private void take(ChannelHandlerContext context, HttpObject part) {
        if (state == State.IDLE && part instanceof HttpRequest request) {
            Operation found = request.decoderResult().isFailure() ? null : ModelApi.operation(request.uri());
            if (found == null) {
                passedOn++;
                context.fireChannelRead(part);
                return;
            }
            if (passedOn > 0) {
                waiting.add(part);
                return;
            }
            begin(context, request, found);
        }
        if (state == State.IDLE) {
            if (!(part instanceof HttpRequest)) {
                context.fireChannelRead(part);
            }
            return;
        }
        if (state == State.READING && part instanceof HttpContent content) {
            read(context, content);
        } else if (!(part instanceof HttpRequest)) {
            ReferenceCountUtil.release(part);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request, Operation found) {
        head = request;
        operation = found;
        keepAlive = HttpUtil.isKeepAlive(request) && !api.isDraining();
        String given = request.headers().get(RequestId.HEADER);
        requestId = given != null && HARMLESS.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        state = State.READING;
        ModelErrorException refused = refusal(context, request);
        if (refused != null) {
            refuse(context, refused);
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        long length = HttpUtil.getContentLength(request, 1024L);
        // Not from a pool: the array becomes the request's own, without a copy.
        body = Unpooled.buffer((int) Math.min(length, Math.min(TRUSTED_LENGTH, api.maxRequestSize())));
    }

    private @Nullable ModelErrorException refusal(ChannelHandlerContext context, HttpRequest request) {
        try {
            api.admit(request.headers(), context.channel().localAddress());
        } catch (ProblemException unwanted) {
            return error(unwanted.type().status().value(), code(unwanted), unwanted.detail());
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return error(405, "method_not_allowed", "%s is not possible here; use POST.".formatted(request.method()));
        }
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "application/json");
        if (!type.regionMatches(true, 0, "application/json", 0, 16)) {
            return error(415, "unsupported_media_type", "The content type must be application/json.");
        }
        if (request.headers().contains(HttpHeaderNames.CONTENT_ENCODING)
                && !request.headers().contains(HttpHeaderNames.CONTENT_ENCODING, "identity", true)) {
            return error(415, "unsupported_media_type", "The body must not be compressed: send no Content-Encoding.");
        }
        if (HttpUtil.getContentLength(request, 0L) > api.maxRequestSize()) {
            return tooLarge();
        }
        try {
            api.identify(request.headers());
        } catch (ProblemException untrusted) {
            return error(untrusted.type().status().value(), "invalid_identity", untrusted.detail());
        }
        return null;
    }

    private static String code(ProblemException problem) {
        return problem.type().name().toLowerCase(Locale.ROOT);
    }

    private ModelErrorException tooLarge() {
        return error(
                413,
                "request_too_large",
                "The body is larger than the %d bytes that are taken; quantumlayer.router.max-request-size sets the limit."
                        .formatted(api.maxRequestSize()));
    }

    private static ModelErrorException error(int status, String code, String message) {
        return ModelErrorException.of(status, "invalid_request_error", null, code, message);
    }

    private void read(ChannelHandlerContext context, HttpContent content) {
        ByteBuf buffer = Objects.requireNonNull(body, "a request that is read has a buffer");
        ByteBuf part = content.content();
        boolean fits = buffer.readableBytes() + part.readableBytes() <= api.maxRequestSize();
        if (fits) {
            buffer.writeBytes(part);
        }
        content.release();
        if (!fits) {
            refuse(context, tooLarge());
            return;
        }
        if (content instanceof LastHttpContent) {
            if (content.decoderResult().isFailure()) {
                context.close();
                return;
            }
            call(context, buffer);
        }
    }

    private void call(ChannelHandlerContext context, ByteBuf buffer) {
        long received = System.nanoTime();
        HttpRequest request = Objects.requireNonNull(head, "a request that is called has a head");
        Operation asked = Objects.requireNonNull(operation, "a request that is called has an operation");
        state = State.ANSWERING;
        api.busy(this);
        byte[] bytes = buffer.array().length == buffer.readableBytes() ? buffer.array() : ByteBufUtil.getBytes(buffer);
        dropBody();
        try {
            Call call = CallHeaders.call(ModelRequest.of(asked, bytes), requestId, request.headers(), received);
            ConnectionClient client = new ConnectionClient(this, context);
            Exchange opened = api.modelCalls().open(context.channel().eventLoop(), call, client);
            if (!opened.isOver()) {
                exchange = opened;
            }
        } catch (ModelErrorException invalid) {
            refuse(context, invalid);
        } catch (RuntimeException broken) {
            LOG.error("Request {} failed", requestId, broken);
            refuse(context, ModelErrorException.internal());
        }
    }

    /** Refuses a request that was not handed on: nothing of it goes anywhere. */
    private void refuse(ChannelHandlerContext context, ModelErrorException error) {
        boolean unread = state == State.READING;
        dropBody();
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(RequestId.HEADER, requestId);
        if (error.status() == 405) {
            headers.set(HttpHeaderNames.ALLOW, "POST");
        }
        for (int i = 0; i < error.headers().size(); i += 2) {
            headers.set(error.headers().get(i), error.headers().get(i + 1));
        }
        byte[] told = ProtocolErrors.body(
                Objects.requireNonNull(operation, "a refused request has an operation")
                        .protocol(),
                error.status(),
                error.type(),
                error.param(),
                error.code(),
                String.valueOf(error.getMessage()),
                requestId);
        boolean mayGoOn = !unread
                || head instanceof LastHttpContent
                || (!HttpUtil.isTransferEncodingChunked(head) && HttpUtil.getContentLength(head, 0L) == 0);
        if (mayGoOn) {
            state = State.ANSWERING;
            answer(context, error.status(), headers, Unpooled.wrappedBuffer(told));
            return;
        }
        // The client still sends: closing at once would reset the connection and lose the answer.
        keepAlive = false;
        state = State.DISCARDING;
        write(context, error.status(), headers, Unpooled.wrappedBuffer(told));
        context.channel().eventLoop().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    void answer(ChannelHandlerContext context, int status, HttpHeaders headers, ByteBuf content) {
        write(context, status, headers, content);
        done(context);
    }

    private void write(ChannelHandlerContext context, int status, HttpHeaders headers, ByteBuf content) {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        connection(headers);
        context.writeAndFlush(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        content,
                        headers,
                        EmptyHttpHeaders.INSTANCE),
                context.voidPromise());
    }

    void connection(HttpHeaders headers) {
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** The answer is written: the next request has its turn. */
    void done(ChannelHandlerContext context) {
        exchange = null;
        head = null;
        api.idle(this);
        if (!keepAlive) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        state = State.IDLE;
        next(context);
    }

    private void next(ChannelHandlerContext context) {
        while (state != State.ANSWERING && state != State.DISCARDING && !waiting.isEmpty()) {
            if (state == State.IDLE
                    && passedOn > 0
                    && waiting.peek() instanceof HttpRequest request
                    && ModelApi.operation(request.uri()) != null) {
                return;
            }
            take(context, waiting.remove());
        }
        if (waiting.isEmpty() && passedOn == 0 && state != State.DISCARDING) {
            context.read();
        }
    }

    /** Sees the web framework's answers go by: a request of ours may wait for the last of them. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean informational = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        super.write(context, message, promise);
        if (message instanceof LastHttpContent && !informational && passedOn > 0) {
            passedOn--;
            if (passedOn == 0 && !waiting.isEmpty()) {
                context.channel().eventLoop().execute(() -> next(context));
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null && context.channel().isWritable()) {
            exchange.resume();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.IDLE) {
            context.fireExceptionCaught(cause);
        } else {
            LOG.debug("The client's connection broke", cause);
            context.close();
        }
    }

    private void leave() {
        api.idle(this);
        dropBody();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (exchange != null) {
            exchange.gone();
            exchange = null;
        }
    }

    private void dropBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
