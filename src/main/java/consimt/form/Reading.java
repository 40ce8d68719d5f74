package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns a JSON value into a typed value. If that is not possible, it notes the problem at the value's path and returns
 * null.
 */
@FunctionalInterface
public interface Reading<T> {

    @Nullable T read(JsonNode value, FieldPath at);
}
