package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Turns a JSON value into a value of ours, or notes at its place what is wrong with it and returns null. */
@FunctionalInterface
public interface Reading<T> {

    @Nullable T read(JsonNode value, FieldPath at);
}
