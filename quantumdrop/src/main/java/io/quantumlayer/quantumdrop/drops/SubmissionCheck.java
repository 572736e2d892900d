package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.quantumdrop.blobs.Blob;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Checks what is to be stored, and names everything that is wrong with it at once. */
@Component
class SubmissionCheck {

    private static final String UNPAIRED = "must not contain half of a surrogate pair";

    private final Validator validator;
    private final DropLimits limits;
    private final JsonMapper json;

    SubmissionCheck(Validator validator, DropLimits limits, JsonMapper json) {
        this.validator = validator;
        this.limits = limits;
        this.json = json;
    }

    /** Checks one drop. */
    Submission check(NewDrop drop) {
        List<FieldError> errors = new ArrayList<>();
        Submission submission = check(drop, "", errors);
        return valid(submission == null ? List.of() : List.of(submission), errors)
                .getFirst();
    }

    /** Checks a batch; fields are named with the index of their drop. */
    List<Submission> check(List<NewDrop> drops) {
        List<FieldError> errors = new ArrayList<>();
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < drops.size(); i++) {
            Submission submission = check(drops.get(i), "[%d].".formatted(i), errors);
            if (submission != null) {
                submissions.add(submission);
            }
        }
        return valid(submissions, errors);
    }

    private static List<Submission> valid(List<Submission> submissions, List<FieldError> errors) {
        if (errors.isEmpty()) {
            return submissions;
        }
        throw ProblemException.invalid(errors);
    }

    private @Nullable Submission check(@Nullable NewDrop drop, String prefix, List<FieldError> errors) {
        if (drop == null) {
            errors.add(new FieldError(prefix.substring(0, prefix.length() - 1), "must be a drop"));
            return null;
        }
        int before = errors.size();
        validator.validate(drop).stream()
                .sorted(Comparator.comparing((ConstraintViolation<NewDrop> violation) ->
                                violation.getPropertyPath().toString())
                        .thenComparing(ConstraintViolation::getMessage))
                .map(violation -> new FieldError(
                        prefix + field(violation.getPropertyPath().toString()), violation.getMessage()))
                .forEach(errors::add);
        SortedMap<String, Blob> files = files(drop.files(), prefix, errors);
        Blob artifact = encoded(drop.artifact(), prefix + "artifact", errors);
        String metadata = metadata(drop.metadata());
        Blob encodedMetadata = encoded(metadata, prefix + "metadata", errors);
        if (errors.size() > before || artifact == null) {
            return null;
        }
        checkSize(prefix, artifact, encodedMetadata, files);
        return new Submission(drop, artifact, metadata, files);
    }

    private SortedMap<String, Blob> files(@Nullable List<DropFile> files, String prefix, List<FieldError> errors) {
        SortedMap<String, Blob> byPath = new TreeMap<>();
        if (files == null) {
            return byPath;
        }
        if (files.size() > limits.files()) {
            errors.add(new FieldError(prefix + "files", "must not be more than %d".formatted(limits.files())));
            return byPath;
        }
        for (int i = 0; i < files.size(); i++) {
            file(files.get(i), "%sfiles[%d]".formatted(prefix, i), byPath, errors);
        }
        for (String path : FilePaths.alsoFolders(byPath.keySet())) {
            errors.add(new FieldError(prefix + "files", "have '%s' both as a file and as a folder".formatted(path)));
        }
        return byPath;
    }

    private void file(@Nullable DropFile file, String field, SortedMap<String, Blob> byPath, List<FieldError> errors) {
        if (file == null) {
            errors.add(new FieldError(field, "must be a file"));
            return;
        }
        if (missing(file.path())) {
            errors.add(new FieldError(field + ".path", "must not be null"));
            return;
        }
        FilePaths.problem(file.path())
                .ifPresent(problem -> errors.add(
                        new FieldError(field + ".path", "%s: '%s'".formatted(problem, printable(file.path())))));
        if (missing(file.content())) {
            errors.add(new FieldError(field + ".content", "must not be null"));
            return;
        }
        Blob content = encoded(file.content(), field + ".content", errors);
        if (content != null && byPath.put(file.path(), content) != null) {
            errors.add(new FieldError(field + ".path", "is there twice: '%s'".formatted(printable(file.path()))));
        }
    }

    private static @Nullable Blob encoded(@Nullable String text, String field, List<FieldError> errors) {
        if (text == null) {
            return null;
        }
        try {
            return Blob.ofText(text);
        } catch (CharacterCodingException e) {
            errors.add(new FieldError(field, UNPAIRED));
            return null;
        }
    }

    private @Nullable String metadata(@Nullable Map<String, Object> metadata) {
        return metadata == null ? null : json.writeValueAsString(metadata);
    }

    private void checkSize(String prefix, Blob artifact, @Nullable Blob metadata, SortedMap<String, Blob> files) {
        long total = artifact.bytes().length + (metadata == null ? 0L : metadata.bytes().length);
        for (Map.Entry<String, Blob> file : files.entrySet()) {
            int size = file.getValue().bytes().length;
            if (size > limits.file().toBytes()) {
                throw tooLarge("The file '%s%s'".formatted(prefix, file.getKey()), size, limits.file());
            }
            total += size;
        }
        if (total > limits.drop().toBytes()) {
            throw tooLarge("The drop" + (prefix.isEmpty() ? "" : " " + prefix), total, limits.drop());
        }
    }

    private static ProblemException tooLarge(String what, long size, DataSize limit) {
        return new ProblemException(
                ProblemType.PAYLOAD_TOO_LARGE,
                "%s has %d bytes; at most %d are taken.".formatted(what, size, limit.toBytes()));
    }

    /** JSON may leave out what the record says is there. */
    private static boolean missing(@Nullable String member) {
        return member == null;
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{C}", "?");
    }

    private static String field(String property) {
        return property.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
