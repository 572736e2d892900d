package io.quantumlayer.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.translation.Translation;
import io.quantumlayer.protocols.translation.Translations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes on the wire, cut at every position. */
public final class Wire {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Wire() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    public static JsonNode json(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    public static Translator between(Protocol client, Protocol provider) {
        return ((Translation.By) Translations.between(client, provider)).translator();
    }

    /** Server-sent events with one line of data each. */
    public static String events(String... data) {
        StringBuilder events = new StringBuilder();
        for (String each : data) {
            events.append("data: ").append(each).append("\n\n");
        }
        return events.toString();
    }

    /** Events of Anthropic's, named by their type. */
    public static String typed(String... data) {
        StringBuilder events = new StringBuilder();
        for (String each : data) {
            String type = each.equals("[DONE]") ? "" : json(each).path("type").asString();
            events.append("event: ")
                    .append(type)
                    .append("\ndata: ")
                    .append(each)
                    .append("\n\n");
        }
        return events.toString();
    }

    public static String whole(StreamTranslator translator, String stream) {
        byte[] bytes = bytes(stream);
        return text(translator.feed(bytes, 0, bytes.length)) + text(translator.end());
    }

    /** The translated stream, which must be the same for every cut in two and for many cuts in more. */
    public static String translated(Supplier<StreamTranslator> translators, String stream) {
        String expected = timeless(whole(translators.get(), stream));
        byte[] bytes = bytes(stream);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(pieces(translators.get(), bytes, List.of(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(expected);
        }
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<Integer> cuts = random.ints(random.nextInt(40), 0, bytes.length + 1)
                    .sorted()
                    .boxed()
                    .toList();
            assertThat(pieces(translators.get(), bytes, cuts))
                    .as("cut at %s", cuts)
                    .isEqualTo(expected);
        }
        String returns = stream.replace("\n", "\r\n");
        assertThat(pieces(translators.get(), bytes(returns), List.of())).isEqualTo(expected);
        assertThat(timeless(byteByByte(translators.get(), bytes(returns)))).isEqualTo(expected);
        return expected;
    }

    /**
     * The filtered stream, which must be the same for every cut in two.
     *
     * @param stable puts one text into the place of what is random
     */
    public static String filtered(Supplier<StreamFilter> filters, String stream, UnaryOperator<String> stable) {
        byte[] bytes = bytes(stream);
        String expected = stable.apply(cut(filters.get(), bytes, bytes.length));
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(stable.apply(cut(filters.get(), bytes, cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(expected);
        }
        return expected;
    }

    private static String cut(StreamFilter filter, byte[] bytes, int cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(filter.feed(bytes, 0, cut));
        out.writeBytes(filter.feed(bytes, cut, bytes.length - cut));
        out.writeBytes(filter.end());
        return text(out.toByteArray());
    }

    private static String byteByByte(StreamTranslator translator, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            out.writeBytes(translator.feed(bytes, i, 1));
        }
        out.writeBytes(translator.end());
        return text(out.toByteArray());
    }

    private static String pieces(StreamTranslator translator, byte[] bytes, List<Integer> cuts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : cuts) {
            out.writeBytes(translator.feed(bytes, from, cut - from));
            from = cut;
        }
        out.writeBytes(translator.feed(bytes, from, bytes.length - from));
        out.writeBytes(translator.end());
        return timeless(text(out.toByteArray()));
    }

    public static String timeless(String text) {
        return text.replaceAll("\"(created|created_at|completed_at)\":\\d+", "\"$1\":0")
                .replaceAll("msg_[0-9a-f]{24}", "msg_random");
    }

    /** Data of the events of a stream, {@code [DONE]} left out. */
    public static List<JsonNode> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: ") && !line.equals("data: [DONE]"))
                .map(line -> json(line.substring(6)))
                .toList();
    }
}
