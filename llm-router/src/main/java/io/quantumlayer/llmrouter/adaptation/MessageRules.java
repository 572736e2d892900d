package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonWalk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roles, members of messages, and the names and ids of the tools that a conversation has called. */
final class MessageRules implements JsonWalk.Visitor {

    private static final Set<String> IDS = Set.of(
            "[].tool_call_id", "[].tool_calls[].id", "[].content[].id", "[].content[].tool_use_id", "[].call_id");
    private static final Set<String> NAMES = Set.of("[].tool_calls[].function.name", "[].content[].name", "[].name");
    private static final byte[] DEVELOPER = quoted("developer");
    private static final byte[] CHAT_CALLS = begin("tool_call");
    private static final byte[] MESSAGES_CALLS = begin("tool_use");
    private static final byte[] RESPONSES_CALLS = begin("call_id");

    private final ModelCall call;
    private final String member;
    private final @Nullable Pattern ids;
    private final Map<String, String> names = new HashMap<>();

    private MessageRules(ModelCall call, String member) {
        this.call = call;
        this.member = member;
        this.ids = call.traits().toolIds() == null
                ? null
                : Pattern.compile(call.traits().toolIds());
        call.toolNames().forEach((other, name) -> names.put(name, other));
    }

    static void apply(ModelCall call) {
        String member = call.protocol() == Protocol.OPENAI_RESPONSES ? "input" : "messages";
        MessageRules rules = new MessageRules(call, member);
        if (rules.concern()) {
            call.body().walk(member, rules);
        }
    }

    private static byte[] begin(String name) {
        return ('"' + name).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] quoted(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether there may be anything to change: most conversations have nothing, and then are not read. */
    private boolean concern() {
        Set<String> roles = call.traits().roles();
        return (ids != null || !names.isEmpty()) && call.body().contains(sign())
                || call.traits().messageMembers() != null
                || roles != null
                        && (!roles.contains("developer") && call.body().contains(DEVELOPER)
                                || !roles.contains("system"));
    }

    /** What a conversation has that called tools. */
    private byte[] sign() {
        return switch (call.protocol()) {
            case OPENAI_CHAT -> CHAT_CALLS;
            case OPENAI_RESPONSES -> RESPONSES_CALLS;
            case ANTHROPIC_MESSAGES, BEDROCK_CONVERSE -> MESSAGES_CALLS;
        };
    }

    @Override
    public @Nullable String text(String path, String text) {
        if (path.equals("[].role")) {
            return role(text);
        }
        if (ids != null && IDS.contains(path) && !ids.matcher(text).matches()) {
            call.adapted(member);
            return ToolNames.id(text);
        }
        if (NAMES.contains(path) && names.containsKey(text)) {
            return names.get(text);
        }
        return null;
    }

    private @Nullable String role(String role) {
        Set<String> roles = call.traits().roles();
        if (roles == null || roles.contains(role)) {
            return null;
        }
        if (!role.equals("developer") && !role.equals("system")) {
            return null;
        }
        call.adapted(member);
        return roles.contains("system") ? "system" : roles.contains("developer") ? "developer" : "user";
    }

    @Override
    public boolean removes(String path) {
        Set<String> known = call.traits().messageMembers();
        boolean goes = known != null
                && path.startsWith("[].")
                && path.indexOf('.', 3) < 0
                && path.indexOf('[', 3) < 0
                && !known.contains(path.substring(3));
        if (goes) {
            call.dropped(member + path);
        }
        return goes;
    }
}
