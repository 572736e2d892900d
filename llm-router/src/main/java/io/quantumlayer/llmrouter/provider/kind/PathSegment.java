package io.quantumlayer.llmrouter.provider.kind;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A model's id as a segment of a path. */
final class PathSegment {

    private PathSegment() {}

    static String of(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
