package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Caller;
import consimt.answer.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read one by one. Each read notes the problems of its field. A field that no code reads
 * is an unknown field, so a misspelt name is reported.
 */
public final class Fields {

    private final JsonNode object;
    private final FieldPath at;
    private final Set<String> known = new HashSet<>();
    private final Caller caller;

    Fields(JsonNode object, FieldPath at, Caller caller) {
        this.object = object;
        this.at = at;
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }

    /** Null if the field is absent or cannot be read, which is a problem. */
    public <T> @Nullable T required(String name, Reading<T> reading) {
        requires(name);
        return optional(name, reading);
    }

    /** Notes a problem if a field is absent, which is read elsewhere. */
    public void requires(String name) {
        if (!has(name)) {
            problem(name, Problem.Code.REQUIRED, "is required");
        }
    }

    /** Null if the field is absent, or if it cannot be read, which is a problem. A JSON null counts as absent. */
    public <T> @Nullable T optional(String name, Reading<T> reading) {
        known.add(name);
        return has(name) && isOneValue(name) ? reading.read(object.get(name), at.field(name)) : null;
    }

    /** @param other in place of null */
    public <T> T optional(String name, Reading<T> reading, T other) {
        T value = optional(name, reading);
        return value == null ? other : value;
    }

    /** A list, which is empty where the field is absent or cannot be read. */
    public <T> List<T> list(String name, Reading<List<T>> reading) {
        return optional(name, reading, List.of());
    }

    /** A yes or no, which is no where the field is absent. */
    public boolean isTrue(String name) {
        return optional(name, Values.yesOrNo(), false);
    }

    /** A field that stands in the object twice is a problem. With two values nobody knows which one is meant. */
    private boolean isOneValue(String name) {
        if (SentObject.repeats(object, name)) {
            at.field(name).invalid("stands in the object twice");
        }
        return !object.get(name).isMissingNode();
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The value as it was sent, as JSON; null if there is none. */
    public @Nullable String asSent(String name) {
        return has(name) ? object.get(name).toString() : null;
    }

    public boolean hasOnly(Set<String> names) {
        return object.properties().stream().map(Map.Entry::getKey).allMatch(name -> !has(name) || names.contains(name));
    }

    public void problem(String name, Problem.Code code, String what) {
        at.field(name).problem(code, what);
    }

    /** Notes a problem if a field has a value where it may have none. */
    public void notAllowed(String name, boolean isHere, String what) {
        if (isHere && has(name)) {
            problem(name, Problem.Code.NOT_ALLOWED, what);
        }
    }

    /** Notes a problem for each of these fields that has a value beside another choice than theirs. */
    public <E> void goOnlyWith(String chooser, E theirs, @Nullable E choice, String... names) {
        for (String name : names) {
            notAllowed(name, choice != null && choice != theirs, "goes with the " + chooser + " " + theirs + " only");
        }
    }

    void noteUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (has(name) && !known.contains(name)) {
                problem(name, Problem.Code.UNKNOWN_FIELD, "is not a field of this input");
            }
        });
    }
}
