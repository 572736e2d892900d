package io.quantumlayer.protocols;

import io.quantumlayer.protocols.json.JsonProgress;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which pieces of the calls of a chat stream begin a call. Some servers give parallel calls one index and tell them
 * apart by their identifiers alone, or not at all: then another name, or any after whole arguments, begins the next.
 */
public final class CallPieces {

    private final Map<Long, Latest> latest = new HashMap<>();

    /** The last call of an index, as far as it is known. */
    private static final class Latest {

        private final JsonProgress arguments = new JsonProgress();
        private String id = "";
        private String name = "";

        boolean takes(String otherId, String otherName) {
            if (!otherId.isEmpty() && !id.isEmpty()) {
                return otherId.equals(id);
            }
            return otherName.isEmpty() || name.isEmpty() || otherName.equals(name) && !arguments.isWhole();
        }

        void add(String moreId, String moreName, String more) {
            id = id.isEmpty() ? moreId : id;
            name = name.isEmpty() ? moreName : name;
            arguments.add(more);
        }
    }

    /**
     * Takes the next piece.
     *
     * @param index that the provider gives its call
     * @param id empty where the piece has none, as {@code name} and {@code arguments} are
     * @return whether a call begins with it
     */
    public boolean begins(long index, String id, String name, String arguments) {
        Latest before = latest.get(index);
        if (before != null && before.takes(id, name)) {
            before.add(id, name, arguments);
            return false;
        }
        Latest call = new Latest();
        call.add(id, name, arguments);
        latest.put(index, call);
        return true;
    }
}
