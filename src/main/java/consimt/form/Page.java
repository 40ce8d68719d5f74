package consimt.form;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** @param next the sort key after which the list goes on; null where there is no more */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * As many as the limit, of what was read up to one more.
     *
     * @param key the sort key of an item
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> key) {
        return read.size() > limit
                ? new Page<>(List.copyOf(read.subList(0, limit)), key.apply(read.get(limit - 1)))
                : new Page<>(read, null);
    }

    public boolean isLast() {
        return next == null;
    }

    public @Nullable String token() {
        return next == null ? null : Token.of(next);
    }
}
