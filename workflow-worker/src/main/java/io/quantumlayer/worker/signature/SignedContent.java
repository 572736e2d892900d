package io.quantumlayer.worker.signature;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What of a drop is signed: all that a later step or a reader of the run goes by. */
final class SignedContent {

    /** One text for one value: sorted members, none that are null, as stores differ in keeping these. */
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private SignedContent() {}

    static String digest(NewDrop drop) {
        List<DropFile> files = Objects.requireNonNullElse(drop.files(), List.of());
        return digest(
                drop.workflowId(),
                drop.runId(),
                drop.stage(),
                drop.type(),
                drop.artifact(),
                drop.metadata(),
                files.stream()
                        .collect(Collectors.toMap(
                                DropFile::path, file -> Sha256.hex(file.content()), (_, last) -> last)));
    }

    static String digest(Drop drop) {
        return digest(
                drop.workflowId(),
                drop.runId(),
                drop.stage(),
                drop.type(),
                drop.artifact(),
                drop.metadata(),
                drop.files().stream().collect(Collectors.toMap(StoredFile::path, StoredFile::sha256)));
    }

    private static String digest(
            String workflowId,
            @Nullable String runId,
            String stage,
            String type,
            String artifact,
            @Nullable Map<String, Object> metadata,
            Map<String, String> files) {
        Map<String, Object> signed = new HashMap<>();
        signed.put("workflow_id", workflowId);
        signed.put("run_id", Objects.requireNonNullElse(runId, ""));
        signed.put("stage", stage);
        signed.put("type", type);
        signed.put("artifact", Sha256.hex(artifact));
        signed.put("files", files);
        Map<String, Object> described = new HashMap<>(Objects.requireNonNullElse(metadata, Map.of()));
        described.remove(DropSignatures.MEMBER);
        signed.put("metadata", described);
        // Twice: what a store gives back was JSON in between, which knows fewer kinds of numbers than Java.
        return Sha256.hex(
                CANONICAL.writeValueAsString(CANONICAL.readValue(CANONICAL.writeValueAsString(signed), Object.class)));
    }
}
