package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/drops")
class DropsController {

    private final Drops drops;
    private final DropPages pages;
    private final SubmissionCheck check;
    private final Blobs blobs;

    DropsController(Drops drops, DropPages pages, SubmissionCheck check, Blobs blobs) {
        this.drops = drops;
        this.pages = pages;
        this.check = check;
        this.blobs = blobs;
    }

    /** 201, or 200 with the drop that was there. */
    @PostMapping
    ResponseEntity<Drop> create(@RequestBody NewDrop drop) {
        Drops.Stored stored = drops.store(List.of(check.check(drop))).getFirst();
        return ResponseEntity.status(stored.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(drops.load(List.of(stored.row())).getFirst());
    }

    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.CREATED)
    Batch createAll(@RequestBody List<NewDrop> batch) {
        List<DropRef> stored = drops.store(check.check(batch)).stream()
                .map(Drops.Stored::row)
                .map(row -> new DropRef(row.id(), row.stage(), row.type(), row.version()))
                .toList();
        return new Batch("Batch drops created successfully", stored.size(), stored);
    }

    @GetMapping("/search")
    DropPages.SearchResult search(
            @RequestParam(name = "workflow_id", required = false) @Nullable String workflowId,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return pages.search(new DropTable.DropFilter(workflowId, stage, type), limit, offset);
    }

    @GetMapping("/{id}")
    Drop drop(@PathVariable String id) {
        return drops.find(id);
    }

    @GetMapping("/{id}/contents")
    List<DropFile> contents(@PathVariable String id) {
        List<StoredFile> files = drops.files(id);
        Map<String, byte[]> contents =
                blobs.read(files.stream().map(StoredFile::sha256).toList());
        return files.stream()
                .map(file -> new DropFile(
                        file.path(),
                        new String(Objects.requireNonNull(contents.get(file.sha256())), StandardCharsets.UTF_8)))
                .toList();
    }

    @DeleteMapping("/{id}")
    Message delete(@PathVariable String id) {
        drops.delete(id);
        return new Message("Drop deleted successfully");
    }

    record Batch(String message, int count, List<DropRef> drops) {}

    record Message(String message) {}
}
