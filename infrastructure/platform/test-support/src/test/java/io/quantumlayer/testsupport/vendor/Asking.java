package io.quantumlayer.testsupport.vendor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that asks a stand-in what no client should, or should. */
final class Asking {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final StandIn vendor;
    private final String path;
    private final String base;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * Asks one path.
     *
     * @param base members of every request, as JSON with single quotes
     */
    Asking(StandIn vendor, String path, String base) {
        this.vendor = vendor;
        this.path = path;
        this.base = base;
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer " + StandIn.KEY);
    }

    Asking with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Sends the base with other members in it; one that is {@code null} is taken out. */
    HttpResponse<String> send(String members) throws IOException, InterruptedException {
        ObjectNode body = (ObjectNode) json(base);
        json(members).properties().forEach(member -> {
            if (member.getValue().isNull()) {
                body.remove(member.getKey());
            } else {
                body.set(member.getKey(), member.getValue());
            }
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(vendor.baseUrl() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
