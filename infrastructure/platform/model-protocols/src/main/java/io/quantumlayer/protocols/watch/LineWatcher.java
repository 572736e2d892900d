package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.LineReader;
import io.quantumlayer.protocols.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all watchers share: the state, and the lines of the stream. */
abstract class LineWatcher implements StreamWatcher {

    /** A stream that goes on for ever must not fill the memory. */
    private static final int WRITTEN_LIMIT = 16 * 1024 * 1024;

    private final LineReader reader = new LineReader();
    private @Nullable TokenUsage usage;
    private boolean complete;
    private boolean failed;
    private boolean content;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(256);

    /** Takes the data of an event, with the name that a line {@code event:} gave it. */
    abstract void data(Line data, String event);

    private String event = "";

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        reader.feed(bytes, offset, length, this::line);
    }

    private void line(byte[] bytes, int from, int to, boolean whole) {
        if (!whole) {
            return;
        }
        Line line = new Line(bytes, from, to);
        Line data = line.data();
        if (data != null) {
            data(data, event);
            event = "";
            return;
        }
        Line named = line.event();
        if (named != null) {
            event = named.text();
        }
    }

    /** Keeps the texts of an event's members of these names. */
    final void wrote(Line data, Set<String> names) {
        if (written.size() < WRITTEN_LIMIT) {
            data.texts(names, written);
        }
    }

    final void report(TokenUsage reported) {
        usage = reported;
    }

    final void complete() {
        complete = !failed;
    }

    final void fail() {
        failed = true;
        complete = false;
    }

    final void content(boolean seen) {
        content |= seen;
    }

    @Override
    public final boolean isComplete() {
        return complete;
    }

    @Override
    public final @Nullable TokenUsage usage() {
        return usage;
    }

    @Override
    public final boolean failed() {
        return failed;
    }

    @Override
    public final boolean contentSeen() {
        return content;
    }

    @Override
    public final String written() {
        return Json.unescaped(written.toByteArray());
    }
}
