package io.quantumlayer.llmrouter.translation;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Watches. */
public interface StreamWatcher {
    void feed(byte[] bytes, int offset, int length);

    boolean isComplete();

    @Nullable
    TokenUsage usage();

    boolean failed();

    boolean contentSeen();

    static StreamWatcher of(Protocol protocol) {
        return new StreamWatcher() {
            private boolean complete, content, failed;
            private @Nullable TokenUsage usage;

            @Override
            public void feed(byte[] bytes, int offset, int length) {
                String s = new String(bytes, offset, length, StandardCharsets.UTF_8);
                for (String e : s.split("\n\n")) {
                    if (e.contains("[DONE]") || e.contains("message_stop")) complete = true;
                    if (e.startsWith("data: {\"error\"")) failed = true;
                    else if (e.startsWith("data: {")) content = true;
                    if (e.contains("\"usage\":{"))
                        usage = UsageReader.ofAnswer(protocol, e.substring(6).getBytes(StandardCharsets.UTF_8));
                }
            }

            @Override
            public boolean isComplete() {
                return complete;
            }

            @Override
            public @Nullable TokenUsage usage() {
                return usage;
            }

            @Override
            public boolean failed() {
                return failed;
            }

            @Override
            public boolean contentSeen() {
                return content;
            }
        };
    }
}
