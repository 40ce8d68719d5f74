package consimt.form;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the caller gave for one field: a valid value, or nothing.
 *
 * @param value null if the field is absent or has a problem
 */
public record Given<T>(@Nullable T value) {

    /** The value of a required field. It may be read only when the whole input is valid. */
    public T get() {
        if (value == null) {
            throw new NoSuchElementException("an input with problems was used");
        }
        return value;
    }

    public @Nullable T orNull() {
        return value;
    }

    public T orElse(T other) {
        return value == null ? other : value;
    }

    public boolean isGiven() {
        return value != null;
    }

    public <R> Given<R> map(Function<T, @Nullable R> mapping) {
        return new Given<>(value == null ? null : mapping.apply(value));
    }
}
