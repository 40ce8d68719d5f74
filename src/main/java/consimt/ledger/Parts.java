package consimt.ledger;

import java.time.DateTimeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an entry, as a flat map of texts. Every kind of entry is stored and shown in this form.
 *
 * @param texts by name; newer code may have written names that this code does not know
 */
public record Parts(Map<String, String> texts) {

    public static final Parts NONE = new Parts(Map.of());

    public Parts {
        texts = Map.copyOf(texts);
    }

    /** With one more part, if the value is not null. */
    Parts with(Part part, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(texts);
        more.put(part.word(), value.toString());
        return new Parts(more);
    }

    Parts with(Parts others) {
        Map<String, String> more = new TreeMap<>(texts);
        more.putAll(others.texts);
        return new Parts(more);
    }

    public @Nullable String get(Part part) {
        return texts.get(part.word());
    }

    <T> @Nullable T get(Part part, Function<String, T> reading) {
        String text = get(part);
        return text == null ? null : reading.apply(text);
    }

    /** Null if the part is absent, or if newer code wrote it in an unknown form. */
    public <T> @Nullable T ifReadable(Part part, Function<String, T> reading) {
        try {
            return get(part, reading);
        } catch (IllegalArgumentException | DateTimeException ofNewerCode) {
            return null;
        }
    }

    /** @throws IllegalArgumentException if the part is absent */
    String required(Part part) {
        String text = get(part);
        if (text == null) {
            throw new IllegalArgumentException("an entry without its " + part);
        }
        return text;
    }

    /** The names alone. The texts are people's, and must not get into a log. */
    @Override
    public String toString() {
        return texts.keySet().toString();
    }
}
