package io.quantumlayer.protocols.translation;

import io.quantumlayer.protocols.Member;

/** Names the client's member for one that is refused in the protocol between, where two translations make a chain. */
@FunctionalInterface
interface ClientPaths {

    /** The path in the client's request for a path in the request between. */
    String path(Member client, String between);

    /**
     * Members of a chat request for those of Anthropic's. Turns have other numbers than messages, so of them only
     * images by URL, which Bedrock does not fetch, are named to the point.
     */
    static String chat(Member chat, String anthropic) {
        if (!anthropic.startsWith("messages")) {
            return anthropic.equals("tool_choice.disable_parallel_tool_use") ? "parallel_tool_calls" : anthropic;
        }
        if (anthropic.endsWith(".source.type")) {
            for (Member message : chat.get("messages").elements()) {
                if (message.get("content").node().isArray()) {
                    for (Member part : message.get("content").elements()) {
                        Member url = part.get("image_url").get("url");
                        if (url.node().stringValue("").startsWith("http")) {
                            return url.path();
                        }
                    }
                }
            }
        }
        return "messages";
    }

    /** Members of a Responses request for those of the chat request. */
    static String responses(Member responses, String chat) {
        if (chat.startsWith("messages")) {
            return "input";
        }
        if (chat.startsWith("response_format")) {
            return "text.format" + chat.substring("response_format".length()).replace(".json_schema", "");
        }
        return switch (chat) {
            case "reasoning_effort" -> "reasoning.effort";
            case "max_tokens", "max_completion_tokens" -> "max_output_tokens";
            default -> chat.startsWith("tools[") ? tool(responses, chat) : chat;
        };
    }

    /** Tools of other kinds have other numbers as functions. */
    private static String tool(Member responses, String chat) {
        boolean functions = responses.get("tools").objects().stream()
                .allMatch(tool -> tool.get("type").text().equals("function"));
        return functions ? chat.replace(".function", "") : "tools";
    }
}
