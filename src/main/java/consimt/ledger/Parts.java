package consimt.ledger;

import java.time.DateTimeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of an entry, flat and as texts: in this form every kind of entry is stored and shown. */
public final class Parts {

    public static final Parts NONE = new Parts(Map.of());

    private final Map<String, String> texts;

    private Parts(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** @param texts by name; those of newer code may have names that are not known here */
    public static Parts of(Map<String, String> texts) {
        return new Parts(texts);
    }

    public Map<String, String> texts() {
        return texts;
    }

    /** With one more, where there is a value. */
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

    @Nullable String get(Part part) {
        return texts.get(part.word());
    }

    <T> @Nullable T get(Part part, Function<String, T> reading) {
        String text = get(part);
        return text == null ? null : reading.apply(text);
    }

    /** Null where there is none too, or where newer code wrote what cannot be read here. */
    <T> @Nullable T ifReadable(Part part, Function<String, T> reading) {
        try {
            return get(part, reading);
        } catch (IllegalArgumentException | DateTimeException ofNewerCode) {
            return null;
        }
    }

    /** @throws IllegalArgumentException where there is none */
    String required(Part part) {
        String text = get(part);
        if (text == null) {
            throw new IllegalArgumentException("an entry without its " + part);
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parts those && texts.equals(those.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** Without the texts, which people wrote. */
    @Override
    public String toString() {
        return texts.keySet().toString();
    }
}
