package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonWalk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images for models that do not read them. */
final class ImageRules implements JsonWalk.Visitor {

    private static final Set<String> TYPES = Set.of("image_url", "input_image", "image");

    private boolean found;

    private ImageRules() {}

    static void apply(ModelCall call) {
        if (!Boolean.FALSE.equals(call.traits().images()) || TYPES.stream().noneMatch(type -> isIn(call, type))) {
            return;
        }
        for (String member : List.of("messages", "input")) {
            ImageRules rules = new ImageRules();
            call.body().walk(member, rules);
            if (rules.found) {
                throw call.refuse(member, "it reads no images; send text, or ask for another model");
            }
        }
    }

    private static boolean isIn(ModelCall call, String type) {
        return call.body().contains(('"' + type + '"').getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable String text(String path, String text) {
        found |= path.startsWith("[].content[]") && path.endsWith(".type") && TYPES.contains(text);
        return null;
    }
}
