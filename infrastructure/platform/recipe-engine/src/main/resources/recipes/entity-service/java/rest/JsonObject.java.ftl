package [=project.package].rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object whose members keep their order. */
public record JsonObject(Map<String, Object> members) {

    /** An object without members, to be filled with {@link #put}. */
    public JsonObject() {
        this(new LinkedHashMap<>());
    }

    /** Sets a member and returns this object; {@link Json#write} lists the possible values. */
    public JsonObject put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** The value of a member, or null. */
    public Object get(String name) {
        return members.get(name);
    }
}
