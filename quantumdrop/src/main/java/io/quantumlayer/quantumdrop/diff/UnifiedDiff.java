package io.quantumlayer.quantumdrop.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two texts in the unified format, as {@code patch} and {@code git apply} read it. */
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\n\\ No newline at end of file";

    private UnifiedDiff() {}

    /** Differences with their context, or an empty text when there is none. */
    static String between(String oldName, String oldText, String newName, String newText) {
        List<String> oldLines = lines(oldText);
        List<String> newLines = lines(newText);
        Patch<String> patch = joined(DiffUtils.diff(oldLines, newLines, new MyersDiffWithLinearSpace<>()));
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(oldName, newName, oldLines, patch, CONTEXT);
        return diff.isEmpty() ? "" : String.join("\n", diff) + "\n";
    }

    /** The algorithm inserts before it deletes; as one change, the old lines stand before the new ones. */
    private static Patch<String> joined(Patch<String> patch) {
        Patch<String> joined = new Patch<>();
        @Nullable AbstractDelta<String> last = null;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            if (last != null
                    && touch(last.getSource(), delta.getSource())
                    && touch(last.getTarget(), delta.getTarget())) {
                last = new ChangeDelta<>(
                        join(last.getSource(), delta.getSource()), join(last.getTarget(), delta.getTarget()));
                continue;
            }
            if (last != null) {
                joined.addDelta(last);
            }
            last = delta;
        }
        if (last != null) {
            joined.addDelta(last);
        }
        return joined;
    }

    private static boolean touch(Chunk<String> first, Chunk<String> second) {
        return first.getPosition() + first.size() == second.getPosition();
    }

    private static Chunk<String> join(Chunk<String> first, Chunk<String> second) {
        List<String> lines = new ArrayList<>(first.getLines());
        lines.addAll(second.getLines());
        return new Chunk<>(first.getPosition(), lines);
    }

    /** A last line without newline carries the mark that the format has for it, so that it differs from one with. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + NO_NEWLINE);
        }
        return lines;
    }
}
