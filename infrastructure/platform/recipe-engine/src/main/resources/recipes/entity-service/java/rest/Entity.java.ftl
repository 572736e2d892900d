package [=project.package].rest;

/** Something the store keeps under an id. */
public interface Entity {

    /** The id the store gave, unique among entities of the same type and never given twice. */
    long id();

    /** The entity as clients see it; absent values are null. */
    JsonObject toJson();
}
