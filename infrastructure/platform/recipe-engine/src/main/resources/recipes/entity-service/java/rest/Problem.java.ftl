package [=project.package].rest;

import java.util.List;

/** Ends a request with problem details by RFC 9457. */
final class Problem extends RuntimeException {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;

    Problem(int status, String detail) {
        this(status, detail, List.of());
    }

    Problem(int status, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    int status() {
        return status;
    }

    /** The problem document; {@code errors} is left out when there are none. */
    JsonObject toJson() {
        JsonObject document = new JsonObject()
                .put("type", "about:blank")
                .put("title", title())
                .put("status", status)
                .put("detail", getMessage());
        if (!errors.isEmpty()) {
            document.put("errors", errors.stream().map(FieldError::toJson).toList());
        }
        return document;
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
