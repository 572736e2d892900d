package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.SignedCalls;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonEdits;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A request on its way to a model, and what has been changed of it so far. */
final class ModelCall {

    private final Protocol client;
    private final Protocol protocol;
    private final String model;
    private final JsonEdits body;
    private final ModelTraits traits;
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> adapted = new LinkedHashSet<>();
    private final Map<String, String> toolNames = new LinkedHashMap<>();
    private String forcedTool = "";
    private boolean thoughtsLost;

    /**
     * @param client protocol of who asks
     * @param protocol of the body
     */
    ModelCall(Protocol client, Protocol protocol, String model, JsonEdits body, ModelTraits traits) {
        this.client = client;
        this.protocol = protocol;
        this.model = model;
        this.body = body;
        this.traits = traits;
    }

    JsonEdits body() {
        return body;
    }

    ModelTraits traits() {
        return traits;
    }

    Protocol protocol() {
        return protocol;
    }

    /** Whether the client speaks another protocol: then it did not choose the form of what is only said otherwise. */
    boolean isTranslated() {
        return client != protocol;
    }

    /** Notes that a member has another form, where the client chose the one that it had. */
    void reformed(String member) {
        if (!isTranslated()) {
            adapted(member);
        }
    }

    boolean isAnthropic() {
        return protocol == Protocol.ANTHROPIC_MESSAGES;
    }

    boolean isChat() {
        return protocol == Protocol.OPENAI_CHAT;
    }

    /** Members that the model refuses in messages and tools of a chat; none for other protocols. */
    Set<String> refusedMembers() {
        Set<String> refused = isChat() ? traits.messageRefuses() : null;
        return refused == null ? Set.of() : refused;
    }

    /** Whether the model signs its calls. */
    boolean signs() {
        return isChat() && traits.signedCalls() != null && traits.signedCalls() != SignedCalls.NONE;
    }

    /**
     * Leaves a member out.
     *
     * @throws ModelErrorException 400 if the answer would mean something else without it
     */
    void drop(String member) {
        JsonNode value = body.value(member);
        if (!Hints.isHint(member, value)) {
            throw refuse(member, Hints.remedy(member));
        }
        body.remove(member);
        if (!value.isNull()) {
            dropped(member);
        }
    }

    void dropped(String member) {
        String said = ClientNames.of(client, protocol, member);
        if (!said.isEmpty()) {
            dropped.add(said);
        }
    }

    void adapted(String member) {
        String said = ClientNames.of(client, protocol, member);
        if (!said.isEmpty()) {
            adapted.add(said);
        }
    }

    /** 400 for what would mean something else without a member. */
    ModelErrorException refuse(String member, String remedy) {
        String said = ClientNames.of(client, protocol, member);
        String named = said.isEmpty() ? member : said;
        return ModelErrorException.invalid(
                named, "unsupported_parameter", "The model %s does not take %s: %s.".formatted(model, named, remedy));
    }

    /** Notes that a tool has another name at the provider. */
    void renamedTool(String name, String other) {
        toolNames.put(other, name);
    }

    Map<String, String> toolNames() {
        return toolNames;
    }

    /** Notes that the conversation has thoughts of another model, which are left out. */
    void loseThoughts() {
        thoughtsLost = true;
    }

    boolean hasLostThoughts() {
        return thoughtsLost;
    }

    /** Notes that the answer comes as the call of a tool. */
    void forceTool(String name) {
        forcedTool = name;
    }

    Adapted result() {
        return new Adapted(
                body.bytes(),
                dropped,
                adapted,
                AnswerRewrite.of(protocol, Map.copyOf(toolNames), forcedTool, signs() && body.has("tools")));
    }
}
