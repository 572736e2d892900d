package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Images for models that do not read them. What the user asks about now is refused; an image that an earlier turn was
 * about, or that a tool has returned, must not end the conversation: the model is told that one was there.
 */
final class ImageRules {

    static final String PLACEHOLDER = "[There is an image here, which this model cannot read.]";

    private static final Set<String> TYPES = Set.of("image_url", "input_image", "image");

    private ImageRules() {}

    static void apply(ModelCall call) {
        if (!Boolean.FALSE.equals(call.traits().images()) || TYPES.stream().noneMatch(type -> isIn(call, type))) {
            return;
        }
        String member = call.protocol() == Protocol.OPENAI_RESPONSES ? "input" : "messages";
        if (call.body().value(member) instanceof ArrayNode turns) {
            refuseWhatIsAsked(call, member, turns);
            int replaced = 0;
            for (JsonNode turn : turns) {
                replaced += turn instanceof ObjectNode object ? replace(call, object) : 0;
            }
            if (replaced > 0) {
                call.body().set(member, turns);
                call.adapted(member);
            }
        }
    }

    private static boolean isIn(ModelCall call, String type) {
        return call.body().contains(('"' + type + '"').getBytes(StandardCharsets.US_ASCII));
    }

    /** The images of tools stand in the user's message where a tool's result is text alone. */
    private static void refuseWhatIsAsked(ModelCall call, String member, ArrayNode turns) {
        boolean asked = false;
        for (int i = turns.size() - 1; i >= 0 && !isModels(turns.get(i)); i--) {
            JsonNode turn = turns.get(i);
            if (isResult(turn) || turn.path("content").valueStream().anyMatch(ImageRules::isResult)) {
                return;
            }
            asked |= turn.path("content").valueStream().anyMatch(ImageRules::isImage);
        }
        if (asked) {
            throw call.refuse(member, "it reads no images; send text, or ask for another model");
        }
    }

    private static boolean isModels(JsonNode turn) {
        String type = JsonTrees.text(turn, "type");
        return JsonTrees.text(turn, "role").equals("assistant") || type.endsWith("_call") || type.equals("reasoning");
    }

    private static boolean isResult(JsonNode turn) {
        String type = JsonTrees.text(turn, "type");
        return JsonTrees.text(turn, "role").equals("tool") || type.equals("tool_result") || type.endsWith("_output");
    }

    private static boolean isImage(JsonNode part) {
        return TYPES.contains(JsonTrees.text(part, "type"));
    }

    /** Replaces the images of a turn, or of a part that has parts; gives how many there were. */
    private static int replace(ModelCall call, ObjectNode turn) {
        int replaced = 0;
        for (String member : List.of("content", "output")) {
            if (turn.path(member) instanceof ArrayNode parts) {
                int found = replace(call, parts);
                if (found > 0 && call.isChat()) {
                    simplify(turn, member, parts);
                }
                replaced += found;
            }
        }
        return replaced;
    }

    private static int replace(ModelCall call, ArrayNode parts) {
        int replaced = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (isImage(parts.get(i))) {
                String type = call.protocol() == Protocol.OPENAI_RESPONSES ? "input_text" : "text";
                parts.set(i, JsonTrees.object().put("type", type).put("text", PLACEHOLDER));
                replaced++;
            } else if (parts.get(i) instanceof ObjectNode part) {
                replaced += replace(call, part);
            }
        }
        return replaced;
    }

    /** Servers of models that read text alone often take nothing but a string. */
    private static void simplify(ObjectNode turn, String member, ArrayNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (!JsonTrees.text(part, "type").equals("text")) {
                return;
            }
            text.append(text.isEmpty() ? "" : "\n").append(JsonTrees.text(part, "text"));
        }
        turn.put(member, text.toString());
    }
}
