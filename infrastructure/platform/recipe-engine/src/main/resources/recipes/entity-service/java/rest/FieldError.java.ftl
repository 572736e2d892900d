package [=project.package].rest;

/** What is wrong with one member of a body or one query parameter. */
record FieldError(String field, String message) {

    JsonObject toJson() {
        return new JsonObject().put("field", field).put("message", message);
    }
}
