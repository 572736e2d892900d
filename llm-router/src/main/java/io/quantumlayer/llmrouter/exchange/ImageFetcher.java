package io.quantumlayer.llmrouter.exchange;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.upstream.Endpoint;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.ModelErrorException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Puts the images that a request names by address into it, for providers that fetch none themselves. */
final class ImageFetcher {

    /** Bedrock's limits: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html. */
    private static final int MOST_IMAGES = 20;

    private static final int MOST_BYTES = 3_750_000;
    private static final int MOST_REDIRECTS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] ADDRESS = "\"http".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> LISTS = List.of("messages", "input");
    private static final List<String> PARTS = List.of("content", "output");

    private final Upstreams upstreams;
    private final Duration connectTimeout;

    ImageFetcher(Upstreams upstreams, Duration connectTimeout) {
        this.upstreams = upstreams;
        this.connectTimeout = connectTimeout;
    }

    private record Image(String mediaType, String data) {

        String url() {
            return "data:%s;base64,%s".formatted(mediaType, data);
        }
    }

    /** Whether a request may name an image by its address. */
    static boolean mayConcern(ModelRequest request) {
        return request.edits(request.model(), false).contains(ADDRESS)
                && request.promptText().images() > 0;
    }

    /**
     * The request with its images, in any of the clients' protocols; waits, so not on an event loop.
     *
     * @throws ModelErrorException 400 naming the member of an image that cannot be had
     */
    byte[] inlined(byte[] body) {
        Member request = Json.request(body);
        Map<String, Image> fetched = new HashMap<>();
        LISTS.forEach(list -> parts(request.get(list), fetched));
        return fetched.isEmpty() ? body : Json.bytes(request.node());
    }

    private void parts(Member list, Map<String, Image> fetched) {
        if (!list.node().isArray()) {
            return;
        }
        for (Member each : list.elements()) {
            if (each.node() instanceof ObjectNode part) {
                image(each, part, fetched);
                PARTS.forEach(inner -> parts(each.get(inner), fetched));
            }
        }
    }

    private void image(Member at, ObjectNode part, Map<String, Image> fetched) {
        switch (Json.text(part, "type")) {
            case "image_url", "input_image" -> {
                Member image = at.get("image_url");
                if (image.node() instanceof ObjectNode described && isAddress(image.get("url"))) {
                    described.put("url", fetch(image.get("url"), fetched).url());
                } else if (isAddress(image)) {
                    part.put("image_url", fetch(image, fetched).url());
                }
            }
            case "image" -> {
                Member url = at.get("source").get("url");
                if (part.path("source") instanceof ObjectNode source && isAddress(url)) {
                    Image image = fetch(url, fetched);
                    source.remove("url");
                    source.put("type", "base64")
                            .put("media_type", image.mediaType())
                            .put("data", image.data());
                }
            }
            default -> {
                // No image.
            }
        }
    }

    private static boolean isAddress(Member url) {
        String text = url.node().stringValue("");
        return text.startsWith("http://") || text.startsWith("https://");
    }

    private Image fetch(Member at, Map<String, Image> fetched) {
        String url = at.text();
        Image known = fetched.get(url);
        if (known == null) {
            if (fetched.size() >= MOST_IMAGES) {
                throw wrong(at, "a request can name %d images by address".formatted(MOST_IMAGES));
            }
            known = image(at, url);
            fetched.put(url, known);
        }
        return known;
    }

    private Image image(Member at, String url) {
        byte[] bytes = bytes(at, url);
        String type = type(bytes);
        if (type == null) {
            throw wrong(at, "what is there is no PNG, JPEG, GIF or WebP image");
        }
        return new Image(type, Base64.getEncoder().encodeToString(bytes));
    }

    private byte[] bytes(Member at, String url) {
        String next = url;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            URI address = address(at, next);
            UpstreamAnswer answer = answer(address);
            String location = answer.headers().get(HttpHeaderNames.LOCATION);
            if (answer.failure() != null) {
                throw wrong(at, answer.failure().reason());
            }
            if (answer.status() == 200) {
                return answer.body();
            }
            if (answer.status() < 300 || answer.status() >= 400 || location == null) {
                throw wrong(at, "its server answered %d".formatted(answer.status()));
            }
            next = address(at, address, location);
        }
        throw wrong(at, "it leads from one address to another more than %d times".formatted(MOST_REDIRECTS));
    }

    private static String address(Member at, URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            throw wrong(at, "it leads to an address that is none");
        }
    }

    private static URI address(Member at, String url) {
        try {
            URI address = URI.create(url);
            if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw wrong(at, "it is no http(s) URL");
        }
        throw wrong(at, "it is no http(s) URL");
    }

    private UpstreamAnswer answer(URI address) {
        Endpoint endpoint = Endpoint.of(address);
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String whole = address.getRawQuery() == null ? path : path + '?' + address.getRawQuery();
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.HOST, endpoint.authority());
        headers.set(HttpHeaderNames.ACCEPT, "image/png, image/jpeg, image/gif, image/webp");
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        EventLoop loop = upstreams.loop();
        return UpstreamAnswer.await(
                loop,
                MOST_BYTES,
                LIMIT,
                Failure.timeout("timeout after %d s".formatted(LIMIT.toSeconds())),
                listener -> upstreams.fetch(loop, endpoint, connectTimeout, whole, headers, listener));
    }

    /** The type by the first bytes, which vendors compare with the one that is said. */
    private static @Nullable String type(byte[] bytes) {
        if (begins(bytes, 0, "\u0089PNG")) {
            return "image/png";
        }
        if (begins(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (begins(bytes, 0, "GIF8")) {
            return "image/gif";
        }
        return begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP") ? "image/webp" : null;
    }

    private static boolean begins(byte[] bytes, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static ModelErrorException wrong(Member at, String cause) {
        return ModelErrorException.invalid(
                at.path(),
                "image_not_fetched",
                "%s cannot be fetched: %s. The address must be public; or send the image itself in base64."
                        .formatted(at.path(), cause));
    }
}
