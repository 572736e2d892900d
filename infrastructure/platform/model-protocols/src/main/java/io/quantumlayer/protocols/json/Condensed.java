package io.quantumlayer.protocols.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A JSON text without the middle of its long strings.
 *
 * <p>The JSON parser looks at every byte by itself; most of a large prompt is plain text within a string, of which it
 * only has to know that it goes on. Such runs are passed over eight bytes at a time and left out, so that what the
 * parser reads is small. A run is ASCII without quotes, backslashes and control characters: leaving it out turns no
 * wrong text into a right one.
 */
public final class Condensed {

    /** Shorter texts are read faster than they are condensed. */
    private static final int WORTH_IT = 8192;

    /** What stays of a run, so that no long member name turns into one that means something. */
    private static final int KEPT = 512;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final byte[] bytes;
    private final int length;
    private final int[] cuts;
    private final int[] removed;

    private Condensed(byte[] bytes, int length, int[] cuts, int[] removed) {
        this.bytes = bytes;
        this.length = length;
        this.cuts = cuts;
        this.removed = removed;
    }

    /** The text, condensed where that is worth it. */
    public static Condensed of(byte[] text) {
        if (text.length < WORTH_IT) {
            return new Condensed(text, text.length, new int[0], new int[0]);
        }
        byte[] out = new byte[Math.min(text.length, WORTH_IT)];
        int[] cuts = new int[8];
        int[] removed = new int[8];
        int count = 0;
        int written = 0;
        int gone = 0;
        int copied = 0;
        int at = 0;
        boolean inside = false;
        while (at < text.length) {
            byte next = text[at];
            if (!inside) {
                inside = next == '"';
                at++;
            } else if (next == '"') {
                inside = false;
                at++;
            } else if (next == '\\') {
                at += 2;
            } else {
                int end = endOfRun(text, at);
                if (end - at > KEPT) {
                    int upTo = at + KEPT;
                    out = room(out, written + upTo - copied);
                    System.arraycopy(text, copied, out, written, upTo - copied);
                    written += upTo - copied;
                    gone += end - upTo;
                    if (count == cuts.length) {
                        cuts = Arrays.copyOf(cuts, count * 2);
                        removed = Arrays.copyOf(removed, count * 2);
                    }
                    cuts[count] = written;
                    removed[count++] = gone;
                    copied = end;
                }
                at = Math.max(end, at + 1);
            }
        }
        if (count == 0) {
            return new Condensed(text, text.length, new int[0], new int[0]);
        }
        out = room(out, written + text.length - copied);
        System.arraycopy(text, copied, out, written, text.length - copied);
        written += text.length - copied;
        return new Condensed(out, written, Arrays.copyOf(cuts, count), Arrays.copyOf(removed, count));
    }

    private static byte[] room(byte[] out, int needed) {
        return needed <= out.length ? out : Arrays.copyOf(out, Math.max(needed, out.length * 2));
    }

    /** Index of the first byte that is not plain text. */
    private static int endOfRun(byte[] text, int from) {
        int at = from;
        while (at + 4 * Long.BYTES <= text.length
                && ((special(text, at)
                                        | special(text, at + Long.BYTES)
                                        | special(text, at + 2 * Long.BYTES)
                                        | special(text, at + 3 * Long.BYTES))
                                & HIGHS)
                        == 0) {
            at += 4 * Long.BYTES;
        }
        while (at < text.length && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * Has the high bit of the first byte that is a quote, a backslash, below a blank or no ASCII, and of none before it.
     */
    private static long special(byte[] text, int at) {
        long word = (long) LONG.get(text, at);
        return (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | word - SPACES | word;
    }

    /** The text; only {@link #length} bytes of it count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes count. */
    public int length() {
        return length;
    }

    /** Index in the whole text of a byte of this one. */
    public int original(int index) {
        int shift = 0;
        for (int i = 0; i < cuts.length && cuts[i] <= index; i++) {
            shift = removed[i];
        }
        return index + shift;
    }
}
