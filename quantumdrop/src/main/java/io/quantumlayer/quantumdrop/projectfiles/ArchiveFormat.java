package io.quantumlayer.quantumdrop.projectfiles;

import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;

/** How a project is packed. */
enum ArchiveFormat {
    ZIP("zip", "application/zip"),
    TAR_GZ("tar.gz", "application/gzip");

    private final String extension;
    private final MediaType mediaType;

    ArchiveFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = MediaType.parseMediaType(mediaType);
    }

    static ArchiveFormat of(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                ProblemType.INVALID_REQUEST,
                                "format must be zip or tar.gz, not '%s'.".formatted(extension))
                        .withErrors(List.of(new FieldError("format", "must be zip or tar.gz"))));
    }

    String extension() {
        return extension;
    }

    MediaType mediaType() {
        return mediaType;
    }
}
