package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.json.JsonTrees;
import io.quantumlayer.protocols.json.JsonWalk;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Turns in Anthropic's protocol, for models that take no blank texts, no thoughts of others, or no answer that was begun
 * for them.
 */
final class TurnRules implements JsonWalk.Visitor {

    /** A text of so many characters may be one whose middle is not seen. */
    private static final int SEEN_WHOLE = 512;

    private static final Set<String> THOUGHTS = Set.of("thinking", "redacted_thinking");
    private static final Set<String> SAID = Set.of("text", "thinking", "redacted_thinking");

    private final boolean dropsBlanks;
    private final boolean dropsForeign;
    private boolean foreign;
    private boolean thoughtsDropped;
    private boolean dropped;
    private int turns;
    private String lastRole = "";
    private boolean lastIsSaid;

    private String role = "";
    private boolean empty = true;
    private boolean blanks;
    private boolean said = true;
    private String type = "";
    private boolean blank;
    private String partType = "";
    private boolean partBlank;

    private TurnRules(boolean dropsBlanks, boolean dropsForeign) {
        this.dropsBlanks = dropsBlanks;
        this.dropsForeign = dropsForeign;
    }

    static void apply(ModelCall call) {
        boolean blanks = Boolean.FALSE.equals(call.traits().blankTexts());
        boolean prefill = !Boolean.FALSE.equals(call.traits().prefill());
        if (!call.isAnthropic() || !blanks && prefill) {
            return;
        }
        TurnRules turns = new TurnRules(blanks, call.traits().thinking() != null);
        call.body().walk("messages", turns);
        if (turns.dropped && turns.turns == 0) {
            throw call.refuse("messages", "all of its texts are blank; send one that says something");
        }
        if (turns.dropped) {
            call.adapted("messages");
        }
        if (turns.thoughtsDropped) {
            call.loseThoughts();
        }
        if (!prefill && turns.lastRole.equals("assistant") && turns.lastIsSaid) {
            throw call.refuse(
                    "messages",
                    "it does not go on with an answer that was begun; end with a message of the user, and say there how"
                            + " the answer has to begin");
        }
        if (blanks) {
            system(call);
        }
    }

    private static void system(ModelCall call) {
        JsonNode system = call.body().value("system");
        if (system instanceof ArrayNode blocks) {
            ArrayNode kept = JsonTrees.array();
            blocks.forEach(block -> {
                if (!JsonTrees.text(block, "type").equals("text")
                        || !JsonTrees.text(block, "text").isBlank()) {
                    kept.add(block);
                }
            });
            if (kept.size() < blocks.size()) {
                if (kept.isEmpty()) {
                    call.body().remove("system");
                } else {
                    call.body().set("system", kept);
                }
                call.adapted("system");
            }
        } else if (system.isString() && system.stringValue().isBlank()) {
            call.body().remove("system");
            call.adapted("system");
        }
    }

    @Override
    public void element(String path) {
        switch (path) {
            case "[]" -> {
                role = "";
                empty = true;
                blanks = false;
                said = true;
            }
            case "[].content[]" -> {
                type = "";
                blank = false;
                foreign = true;
            }
            case "[].content[].content[]" -> {
                partType = "";
                partBlank = false;
            }
            default -> {
                // Of no concern.
            }
        }
    }

    @Override
    public @Nullable String text(String path, String text) {
        switch (path) {
            case "[].role" -> role = text;
            case "[].content" -> {
                blanks |= isBlank(text);
                empty &= isBlank(text);
            }
            case "[].content[].type" -> type = text;
            case "[].content[].text" -> blank = isBlank(text);
            case "[].content[].signature", "[].content[].data" -> foreign = Thoughts.isForeign(text);
            case "[].content[].content[].type" -> partType = text;
            case "[].content[].content[].text" -> partBlank = isBlank(text);
            default -> {
                // Of no concern.
            }
        }
        return null;
    }

    private static boolean isBlank(String text) {
        return text.length() < SEEN_WHOLE && text.isBlank();
    }

    @Override
    public boolean dropsElement(String path) {
        boolean goes = switch (path) {
            case "[].content[].content[]" -> dropsBlanks && partType.equals("text") && partBlank;
            case "[].content[]" -> block();
            case "[]" -> turn();
            default -> false;
        };
        dropped |= goes;
        return goes;
    }

    private boolean block() {
        boolean thought = dropsForeign && THOUGHTS.contains(type) && foreign;
        thoughtsDropped |= thought;
        boolean goes = thought || dropsBlanks && type.equals("text") && blank;
        blanks |= goes;
        empty &= goes;
        said &= SAID.contains(type);
        return goes;
    }

    /** A turn that has said nothing but blanks is none. */
    private boolean turn() {
        if (dropsBlanks && blanks && empty) {
            return true;
        }
        turns++;
        lastRole = role;
        lastIsSaid = said;
        return false;
    }
}
