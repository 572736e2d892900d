package io.quantumlayer.protocols;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A translation of a stream with a filter at one of its ends. */
public final class FilteredStream implements StreamTranslator {

    private final StreamTranslator translator;
    private final StreamFilter filter;
    private final boolean before;

    private FilteredStream(StreamTranslator translator, StreamFilter filter, boolean before) {
        this.translator = translator;
        this.filter = filter;
        this.before = before;
    }

    /** The filter sees what the provider sent. */
    public static StreamTranslator before(StreamTranslator translator, @Nullable StreamFilter filter) {
        return filter == null ? translator : new FilteredStream(translator, filter, true);
    }

    /** The filter sees what was translated. */
    public static StreamTranslator after(StreamTranslator translator, @Nullable StreamFilter filter) {
        return filter == null ? translator : new FilteredStream(translator, filter, false);
    }

    @Override
    public byte[] feed(byte[] bytes, int offset, int length) {
        if (before) {
            byte[] filtered = filter.feed(bytes, offset, length);
            return translator.feed(filtered, 0, filtered.length);
        }
        byte[] translated = translator.feed(bytes, offset, length);
        return filter.feed(translated, 0, translated.length);
    }

    @Override
    public byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] rest = before ? filter.end() : translator.end();
        out.writeBytes(before ? translator.feed(rest, 0, rest.length) : filter.feed(rest, 0, rest.length));
        out.writeBytes(before ? translator.end() : filter.end());
        return out.toByteArray();
    }

    @Override
    public boolean isComplete() {
        return translator.isComplete();
    }

    @Override
    public boolean failed() {
        return translator.failed();
    }

    @Override
    public @Nullable TokenUsage usage() {
        return translator.usage();
    }
}
