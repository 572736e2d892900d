package io.quantumlayer.quantumdrop.projectfiles;

import io.quantumlayer.contracts.quantumdrop.Project;
import io.quantumlayer.contracts.quantumdrop.ProjectFile;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

@RestController
@RequestMapping("/api/v1/workflows/{workflowId}")
class ProjectFilesController {

    private final ProjectFiles files;
    private final ProjectArchive archive;
    private final Blobs blobs;

    ProjectFilesController(ProjectFiles files, ProjectArchive archive, Blobs blobs) {
        this.files = files;
        this.archive = archive;
        this.blobs = blobs;
    }

    @GetMapping("/files")
    Project list(@PathVariable String workflowId) {
        return files.of(workflowId);
    }

    @GetMapping("/files/{*path}")
    ResponseEntity<byte[]> content(
            @PathVariable String workflowId, @PathVariable String path, ServerWebExchange exchange) {
        String wanted = path.substring(1);
        ProjectFile file = files.of(workflowId).files().stream()
                .filter(each -> each.path().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "The project of '%s' has no file '%s'.".formatted(workflowId, wanted)));
        String etag = "\"" + file.sha256() + "\"";
        if (exchange.checkNotModified(etag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build();
        }
        return ResponseEntity.ok()
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .contentType(ContentTypes.of(file.path()))
                .header("X-Content-Type-Options", "nosniff")
                // Generated pages must not act in the name of whoever looks at them.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(blobs.read(file.sha256()));
    }

    @GetMapping("/download")
    ResponseEntity<Publisher<DataBuffer>> download(
            @PathVariable String workflowId, @RequestParam(defaultValue = "zip") String format) {
        ArchiveFormat chosen = ArchiveFormat.of(format);
        Project project = files.of(workflowId);
        if (project.files().isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "The run '%s' has no project files yet.".formatted(workflowId));
        }
        return ResponseEntity.ok()
                .contentType(chosen.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(project.name() + "." + chosen.extension())
                                .build()
                                .toString())
                .cacheControl(CacheControl.noCache())
                .header("X-Content-Type-Options", "nosniff")
                .body(stream(project, chosen));
    }

    private Publisher<DataBuffer> stream(Project project, ArchiveFormat format) {
        return Flux.from(DataBufferUtils.outputStreamPublisher(
                out -> write(project, format, out),
                DefaultDataBufferFactory.sharedInstance,
                task -> Thread.ofVirtual().name("download").start(task)));
    }

    private void write(Project project, ArchiveFormat format, OutputStream out) {
        try {
            archive.write(project, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
