package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import consimt.answer.Caller;
import consimt.answer.IdText;
import consimt.answer.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class Values {

    /** How far a caller's clock may run ahead of the service's. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** An event time before this instant is not valid. */
    public static final Instant EARLIEST =
            LocalDate.of(2000, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}");

    private Values() {}

    /**
     * Any text that people write. Control characters other than line breaks and tabs are refused, and so are lone
     * surrogates.
     */
    public static Reading<String> text(int longest) {
        return ofText((text, at) -> {
            if (text.isBlank()) {
                return at.invalid("must not be empty");
            }
            if (text.codePointCount(0, text.length()) > longest) {
                return at.problem(Problem.Code.TOO_LONG, "may have at most " + longest + " characters");
            }
            if (CONTROL.matcher(text).find() || hasLoneSurrogate(text)) {
                return at.invalid("holds a character that is not text");
            }
            return text;
        });
    }

    /** Any text at all, also an empty one. It is read by people or judged, and not kept as a value. */
    public static Reading<String> anyText() {
        return Values::string;
    }

    /**
     * A text of a fixed form, turned into a type that validates itself.
     *
     * @param type for a text that is none, it returns null or throws {@link IllegalArgumentException} or {@link
     *     DateTimeException}
     * @param says what the text must be. A text that is too long may be of another form as well, so its problem says this too
     */
    public static <T> Reading<T> matching(Pattern form, int longest, String says, Function<String, @Nullable T> type) {
        return ofText((text, at) -> {
            if (text.length() > longest) {
                return at.problem(Problem.Code.TOO_LONG, says + "; at most " + longest + " characters");
            }
            try {
                T made = form.matcher(text).matches() ? type.apply(text) : null;
                return made == null ? at.invalid(says) : made;
            } catch (DateTimeException | IllegalArgumentException e) {
                return at.invalid(says);
            }
        });
    }

    /** A text of a fixed form, as it is. */
    public static Reading<String> matching(Pattern form, int longest, String says) {
        return matching(form, longest, says, Function.identity());
    }

    public static <E extends Enum<E>> Reading<E> oneOf(Class<E> type) {
        return oneOf(type, any -> true);
    }

    /** @param allowed which constants may be given */
    public static <E extends Enum<E>> Reading<E> oneOf(Class<E> type, Predicate<E> allowed) {
        return oneOf(Stream.of(type.getEnumConstants()).filter(allowed).toList());
    }

    public static <T> Reading<T> oneOf(List<T> all) {
        String names = all.stream().map(Object::toString).collect(Collectors.joining(", "));
        return ofText((text, at) -> {
            for (T one : all) {
                if (one.toString().equals(text)) {
                    return one;
                }
            }
            return at.problem(Problem.Code.UNKNOWN_VALUE, "must be one of " + names);
        });
    }

    /**
     * A point in time, ISO 8601, kept to the millisecond.
     *
     * @param now an instant later than this by more than {@link #CLOCK_SKEW} is in the future
     */
    public static Reading<Instant> instant(Instant now) {
        return ofText((text, at) -> {
            Instant instant;
            try {
                instant = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeParseException e) {
                return at.invalid("must be an instant like 2026-11-24T10:00:00Z");
            }
            if (instant.isAfter(now.plus(CLOCK_SKEW))) {
                return at.problem(Problem.Code.IN_THE_FUTURE, "lies more than five minutes ahead");
            }
            return instant.isBefore(EARLIEST) ? at.invalid("lies before the year 2000") : instant;
        });
    }

    public static Reading<LocalDate> date() {
        return matching(DATE, 10, "must be a day like 2026-11-24", LocalDate::parse);
    }

    public static Reading<Boolean> yesOrNo() {
        return (value, at) ->
                value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : at.invalid("must be true or false");
    }

    public static Reading<Integer> whole(int least, int most) {
        return (value, at) -> {
            boolean isOne = value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.intValue() >= least
                    && value.intValue() <= most;
            return isOne
                    ? Integer.valueOf(value.intValue())
                    : at.invalid("must be a whole number from " + least + " to " + most);
        };
    }

    public static Reading<Locale> locale() {
        return matching(LANGUAGE_TAG, 35, "must be a language tag like ro or pt-BR", Locale::forLanguageTag);
    }

    /** A list of one to {@code most} values. A problem names the index in the list. */
    public static <T> Reading<List<T>> listOf(Reading<T> reading, int most) {
        return (value, at) -> {
            List<T> good =
                    isSome(value.isArray(), "a list", value, most, "items", at) ? good(reading, value, most, at) : null;
            return good != null && good.size() == value.size() ? good : null;
        };
    }

    /** As {@link #listOf}, but the good ones among the first {@code most} count even if others have problems. */
    public static <T> Reading<List<T>> goodOf(Reading<T> reading, int most) {
        String parts = "items: a refusal counts at the first of them";
        return (value, at) ->
                isSome(value.isArray(), "a list", value, most, parts, at) || value.isArray() && !value.isEmpty()
                        ? good(reading, value, most, at)
                        : null;
    }

    private static <T> List<T> good(Reading<T> reading, JsonNode items, int most, FieldPath at) {
        List<T> good = new ArrayList<>();
        for (int index = 0; index < Math.min(most, items.size()); index++) {
            JsonNode item = items.get(index);
            FieldPath here = at.item(index);
            T read = item.isNull() ? here.problem(Problem.Code.REQUIRED, "is required") : reading.read(item, here);
            if (read != null) {
                good.add(read);
            }
        }
        return List.copyOf(good);
    }

    private static boolean isSome(boolean is, String kind, JsonNode value, int most, String parts, FieldPath at) {
        if (!is) {
            at.invalid("must be " + kind);
        } else if (value.isEmpty()) {
            at.problem(Problem.Code.REQUIRED, "must not be empty");
        } else if (value.size() > most) {
            at.problem(Problem.Code.TOO_MANY, "may have at most " + most + " " + parts);
        }
        return is && !value.isEmpty() && value.size() <= most;
    }

    /** A list of one to {@code most} objects. What is wrong with one of them is no problem of the list. */
    public static <T> Reading<List<ReadRow<T>>> rows(Function<Fields, @Nullable T> reading, int most) {
        return (value, at) -> {
            if (!isSome(value.isArray(), "a list", value, most, "items", at)) {
                return null;
            }
            List<ReadRow<T>> rows = new ArrayList<>(value.size());
            for (JsonNode item : value) {
                rows.add(ReadRow.of(item, Caller.OPERATOR, reading));
            }
            return rows;
        };
    }

    /** As {@link #listOf}, but two values with the same key are a problem. */
    public static <T> Reading<List<T>> listOfDifferent(Reading<T> reading, int most, Function<T, ?> key) {
        Reading<List<T>> list = listOf(reading, most);
        return (value, at) -> {
            List<T> all = list.read(value, at);
            Set<Object> seen = new HashSet<>();
            for (int i = 0; all != null && i < all.size(); i++) {
                if (!seen.add(key.apply(all.get(i)))) {
                    return at.item(i).invalid("stands in the list twice");
                }
            }
            return all;
        };
    }

    /** As {@link #listOf}, but the same value twice is a problem. */
    public static <T> Reading<List<T>> listOfDifferent(Reading<T> reading, int most) {
        return listOfDifferent(reading, most, Function.identity());
    }

    /** A JSON object whose names are values too; it has one to {@code most} of them. */
    public static <K, V> Reading<Map<K, V>> mapOf(Reading<K> keys, Reading<V> values, int most) {
        return (value, at) -> {
            if (!isSome(value.isObject(), "an object", value, most, "fields", at)) {
                return null;
            }
            Map<K, V> all = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                FieldPath here = at.field(field.getKey());
                K key = keys.read(TextNode.valueOf(field.getKey()), here);
                V read = values.read(field.getValue(), here);
                if (SentObject.repeats(value, field.getKey())
                        || key != null && read != null && all.put(key, read) != null) {
                    here.invalid("stands in the object twice");
                }
            }
            return all.size() == value.size() ? all : null;
        };
    }

    /** A JSON object with fields of its own; null if one of them has a problem. */
    public static <T> Reading<T> object(Function<Fields, @Nullable T> reading) {
        Reading<T> parts = partsOf(reading);
        return (value, at) -> {
            int before = at.problems().size();
            T made = parts.read(value, at);
            return at.problems().size() == before ? made : null;
        };
    }

    /** An object whose good fields count even if others have problems. */
    public static <T> Reading<T> partsOf(Function<Fields, @Nullable T> reading) {
        return (value, at) -> {
            if (!value.isObject()) {
                return at.invalid("must be an object");
            }
            Fields fields = new Fields(value, at, Caller.OPERATOR);
            T made = reading.apply(fields);
            fields.noteUnknown();
            return made;
        };
    }

    /**
     * The text of an id. Digits without quotes are a problem, because programs round long numbers. They count all the same:
     * a refusal is recorded with a note.
     */
    public static @Nullable String textOrDigits(JsonNode value, FieldPath at) {
        if (value.isNumber()) {
            at.invalid("must be a text");
        }
        String text = IdText.in(value);
        return text == null && !value.isNumber() ? string(value, at) : text;
    }

    private static <T> Reading<T> ofText(BiFunction<String, FieldPath, @Nullable T> reading) {
        return (value, at) -> {
            String text = string(value, at);
            return text == null ? null : reading.apply(text, at);
        };
    }

    private static @Nullable String string(JsonNode value, FieldPath at) {
        return value.isTextual() ? value.textValue() : at.invalid("must be a text");
    }

    /**
     * Whether the text has half of a surrogate pair. Such a half is no character: UTF-8 writes it as a question mark.
     */
    public static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
