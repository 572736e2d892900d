package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.SignedCalls;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonTrees;
import io.quantumlayer.protocols.json.JsonWalk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Roles, members of messages, and the names, ids and signatures of the calls of tools in a conversation. */
final class MessageRules implements JsonWalk.Visitor {

    private static final Set<String> IDS = Set.of(
            "[].tool_call_id", "[].tool_calls[].id", "[].content[].id", "[].content[].tool_use_id", "[].call_id");
    private static final Set<String> NAMES = Set.of("[].tool_calls[].function.name", "[].content[].name", "[].name");
    private static final String CALL = "[].tool_calls[]";
    private static final Set<String> CALLED = Set.of("[].tool_calls[].function.name", "[].content[].name");
    private static final List<String> REFUSING = List.of("[].", "[].content[].", CALL + ".");

    /** A thought for calls that have none; to some an empty one is none. */
    private static final String UNKNOWN_THOUGHT = "\"reasoning_content\":\" \"";

    private static final byte[] MARK = SignedId.MARK.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXTRA = quoted("extra_content");
    private static final byte[] SYSTEM = quoted("system");
    private static final byte[] DEVELOPER = quoted("developer");
    private static final byte[] CHAT_CALLS = begin("tool_call");
    private static final byte[] MESSAGES_CALLS = begin("tool_use");
    private static final byte[] RESPONSES_CALLS = begin("call_id");

    private final ModelCall call;
    private final String member;
    private final @Nullable Pattern ids;
    private final Map<String, String> names = new HashMap<>();
    private boolean spoken;
    private boolean firstCall;
    private boolean calls;
    private boolean reasoned;
    private boolean signed;
    private @Nullable String signature;

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
        return call.body().contains(MARK)
                || demotesSystem() && call.body().contains(SYSTEM)
                || call.traits().signedCalls() == SignedCalls.REQUIRED
                        && call.body().contains(sign())
                || call.traits().signedCalls() == SignedCalls.NONE
                        && call.body().contains(EXTRA)
                || (ids != null || call.traits().toolNames() != null || reasonsCalls())
                        && call.body().contains(sign())
                || call.refusedMembers().stream().anyMatch(name -> call.body().contains(quoted(name)))
                || call.traits().messageMembers() != null
                || roles != null
                        && (!roles.contains("developer") && call.body().contains(DEVELOPER)
                                || !roles.contains("system"));
    }

    private boolean reasonsCalls() {
        return call.isChat() && Boolean.TRUE.equals(call.traits().reasonedCalls());
    }

    /** Whether system messages in a conversation are said by the user; a client of OpenAI's has chosen where they stand. */
    private boolean demotesSystem() {
        return Boolean.FALSE.equals(call.traits().lateSystem()) && (call.isAnthropic() || call.isTranslated());
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
        if (IDS.contains(path)) {
            return id(path, SignedId.of(text));
        }
        if (NAMES.contains(path) && names.containsKey(text)) {
            return names.get(text);
        }
        Integer most = call.traits().toolNames();
        return most != null && CALLED.contains(path) && !ToolNames.fits(text, most) ? unknown(text, most) : null;
    }

    /** The name of a tool that was called before and is not shown to the model. */
    private String unknown(String name, int most) {
        String other = ToolNames.name(name, most);
        names.put(name, other);
        call.renamedTool(name, other);
        call.adapted(member);
        return other;
    }

    private String id(String path, SignedId id) {
        if (path.startsWith(CALL)) {
            signature = id.signature();
        }
        if (ids != null && !ids.matcher(id.id()).matches()) {
            call.adapted(member);
            return ToolNames.id(id.id());
        }
        return id.id();
    }

    @Override
    public boolean seesWhole(String path) {
        return IDS.contains(path);
    }

    @Override
    public void element(String path) {
        if (path.equals("[]")) {
            firstCall = true;
            calls = false;
            reasoned = false;
        } else if (path.equals(CALL)) {
            signed = false;
            signature = null;
        }
    }

    /** Of parallel calls only the first one has to be signed. */
    @Override
    public @Nullable String appends(String path) {
        if (path.equals("[]") && calls && !reasoned && reasonsCalls()) {
            call.adapted(member);
            return UNKNOWN_THOUGHT;
        }
        if (!path.equals(CALL)) {
            return null;
        }
        boolean first = firstCall;
        firstCall = false;
        if (!call.signs() || signed) {
            return null;
        }
        if (signature != null) {
            return extra(signature);
        }
        if (first && call.traits().signedCalls() == SignedCalls.REQUIRED) {
            call.adapted(member);
            return extra(SignedId.UNSIGNED);
        }
        return null;
    }

    private static String extra(String signature) {
        ObjectNode extra = JsonTrees.object();
        extra.putObject("google").put("thought_signature", signature);
        return "\"extra_content\":" + JsonTrees.text(extra);
    }

    private @Nullable String role(String role) {
        if (!role.equals("developer") && !role.equals("system")) {
            spoken = true;
            return null;
        }
        Set<String> roles = call.traits().roles();
        if (demotesSystem() && (spoken || call.isAnthropic())) {
            call.adapted(member);
            return "user";
        }
        if (roles == null || roles.contains(role)) {
            return null;
        }
        call.adapted(member);
        return roles.contains("system") ? "system" : roles.contains("developer") ? "developer" : "user";
    }

    @Override
    public boolean removes(String path) {
        if (path.equals(CALL + ".extra_content")) {
            signed = true;
            return call.traits().signedCalls() == SignedCalls.NONE;
        }
        calls |= path.equals("[].tool_calls");
        reasoned |= path.equals("[].reasoning_content");
        if (isRefused(path)) {
            call.dropped(member + path);
            return true;
        }
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

    private boolean isRefused(String path) {
        int name = path.lastIndexOf('.') + 1;
        return call.refusedMembers().contains(path.substring(name)) && REFUSING.contains(path.substring(0, name));
    }
}
