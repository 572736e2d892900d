package io.quantumlayer.quantumdrop.diff;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import io.quantumlayer.quantumdrop.diff.DropDiff.Change;
import io.quantumlayer.quantumdrop.diff.DropDiff.TextDiff;
import io.quantumlayer.quantumdrop.drops.Drops;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares two drops, their artifacts and file by file. */
@Component
class DropComparison {

    private static final String NOTHING = "/dev/null";

    private final Drops drops;
    private final Blobs blobs;
    private final DiffProperties properties;

    DropComparison(Drops drops, Blobs blobs, DiffProperties properties) {
        this.drops = drops;
        this.blobs = blobs;
        this.properties = properties;
    }

    DropDiff compare(String from, String to) {
        Drop old = drops.find(from);
        Drop young = drops.find(to);
        TextDiff artifact = old.artifact().equals(young.artifact())
                ? null
                : new TextDiff(
                        "artifact", Change.MODIFIED, diff("artifact", old.artifact(), "artifact", young.artifact()));
        List<TextDiff> files = files(old, young);
        return new DropDiff(old.ref(), young.ref(), artifact == null && files.isEmpty(), artifact, files);
    }

    private List<TextDiff> files(Drop old, Drop young) {
        Map<String, StoredFile> oldFiles = byPath(old);
        Map<String, StoredFile> newFiles = byPath(young);
        TreeSet<String> paths = new TreeSet<>(oldFiles.keySet());
        paths.addAll(newFiles.keySet());
        List<TextDiff> differing = new ArrayList<>();
        for (String path : paths) {
            StoredFile before = oldFiles.get(path);
            StoredFile after = newFiles.get(path);
            if (before == null || after == null || !before.sha256().equals(after.sha256())) {
                differing.add(file(path, before, after));
            }
        }
        return differing;
    }

    private TextDiff file(String path, @Nullable StoredFile before, @Nullable StoredFile after) {
        Change change = before == null ? Change.ADDED : after == null ? Change.REMOVED : Change.MODIFIED;
        if (isLarge(before) || isLarge(after)) {
            return new TextDiff(path, change, null);
        }
        String diff = diff(
                before == null ? NOTHING : "a/" + path,
                text(before),
                after == null ? NOTHING : "b/" + path,
                text(after));
        return new TextDiff(path, change, diff);
    }

    private @Nullable String diff(String oldName, String oldText, String newName, String newText) {
        return isLarge(oldText) || isLarge(newText) ? null : UnifiedDiff.between(oldName, oldText, newName, newText);
    }

    private boolean isLarge(@Nullable StoredFile file) {
        return file != null && file.size() > properties.size().toBytes();
    }

    private boolean isLarge(String text) {
        return text.length() > properties.size().toBytes()
                || text.chars().filter(character -> character == '\n').count() > properties.lines();
    }

    private String text(@Nullable StoredFile file) {
        return file == null ? "" : new String(blobs.read(file.sha256()), StandardCharsets.UTF_8);
    }

    private static Map<String, StoredFile> byPath(Drop drop) {
        return drop.files().stream().collect(Collectors.toMap(StoredFile::path, Function.identity()));
    }
}
