package consimt.dynamodb;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Held;
import consimt.relation.Held.Hold;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts of composed values. {@code #} joins their parts, and no id has it, so no two values have the same text. */
final class Texts {

    /** Of fixed width, so that the order of texts is the order of time. */
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private static final char JOINT = '#';

    /** The character right after {@link #JOINT}. */
    private static final char AFTER_JOINT = '$';

    /** By their letters. Two kinds with one letter would be refused at the start. */
    private static final Map<String, MarkKind> KINDS = kinds();

    private static final int BASE = 36;
    private static final char BEFORE_KEY = '~';

    /** Neither is in the text of a scope or of a mark. */
    private static final String BEFORE_SCOPE = ";";

    private static final String BEFORE_MARKS = "=";

    private Texts() {}

    private static Map<String, MarkKind> kinds() {
        Map<String, MarkKind> kinds = new HashMap<>();
        for (MarkKind kind : MarkKind.values()) {
            if (!kind.letter().isEmpty() && kinds.put(kind.letter(), kind) != null) {
                throw new IllegalStateException("two kinds with the letter " + kind.letter());
            }
        }
        return Map.copyOf(kinds);
    }

    static String relation(Relation relation) {
        return relation.userId().value() + JOINT + relation.businessId().value();
    }

    /** Null for the key of a business's settings, which are of no person. */
    static @Nullable Relation relation(String text) {
        int joint = text.indexOf(JOINT);
        return joint <= 0
                ? null
                : new Relation(new UserId(text.substring(0, joint)), new BusinessId(text.substring(joint + 1)));
    }

    /**
     * The key of a business's settings in place of a relation. No person's id is empty, so no relation has this key.
     */
    static String settings(BusinessId businessId) {
        return JOINT + businessId.value();
    }

    static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    static String mark(Mark mark) {
        return instant(mark.at()) + JOINT + mark.entry().value();
    }

    static Mark mark(String text) {
        int joint = text.indexOf(JOINT);
        Instant at = LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 23) * NANOS_OF_A_MILLISECOND)
                .toInstant(ZoneOffset.UTC);
        return new Mark(at, new EntryId(text.substring(joint + 1)));
    }

    /** An audience has thousands of marks, so each is read by its fixed places and by no parser. */
    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Below every mark of the instant, above every earlier one. */
    static String beforeMarksAt(Instant instant) {
        return instant(instant) + JOINT;
    }

    /** Above every mark of the instant, below every later one. */
    static String afterMarksAt(Instant instant) {
        return instant(instant) + AFTER_JOINT;
    }

    /**
     * The texts of holds, in the order of keys: {@code <short key>@<milliseconds since 1970>~<by how many milliseconds
     * earlier the message may have been written>}.
     */
    static String held(Held held) {
        return new TreeMap<>(held.at())
                .entrySet().stream()
                        .map(each -> each.getKey() + "@" + text(each.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String text(Hold hold) {
        long from = hold.from().toEpochMilli();
        return from + "~" + (from - hold.first().toEpochMilli());
    }

    private static Hold hold(String text) {
        int joint = text.indexOf('~');
        Instant from = Instant.ofEpochMilli(Long.parseLong(text.substring(0, joint)));
        return new Hold(from, from.minusMillis(Long.parseLong(text.substring(joint + 1))));
    }

    static String released(Held held) {
        return String.join(" ", new TreeSet<>(held.released()));
    }

    static Held held(String held, String released) {
        Map<String, Hold> at = new TreeMap<>();
        for (String each : words(held)) {
            int joint = each.indexOf('@');
            at.put(each.substring(0, joint), hold(each.substring(joint + 1)));
        }
        return new Held(at, Set.copyOf(words(released)));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /**
     * The marks of all narrower scopes in one text; empty if there are none. So a compare-and-set has one condition for all
     * of them, however many there are. A scope is its own text and its marks: of each, a letter, milliseconds since 1970
     * (base 36) and the short key.
     */
    static String scopes(Marks marks) {
        Map<Scope, String> texts = new TreeMap<>();
        marks.keys().stream()
                .filter(key -> !key.scope().isAll())
                .sorted()
                .forEach(key -> texts.merge(
                        key.scope(),
                        key.kind().letter() + word(Objects.requireNonNull(marks.get(key))),
                        (first, next) -> first + " " + next));
        return texts.entrySet().stream()
                .map(each -> each.getKey().text() + BEFORE_MARKS + each.getValue())
                .collect(Collectors.joining(BEFORE_SCOPE));
    }

    /** @throws StoreUnavailable if newer code wrote it */
    static Map<Marks.Key, Mark> scopes(String text) {
        Map<Marks.Key, Mark> marks = new HashMap<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(BEFORE_SCOPE)) {
            String[] parts = each.split(BEFORE_MARKS, 2);
            Scope scope = scope(parts[0]);
            for (String word : parts[1].split(" ")) {
                marks.put(new Marks.Key(kind(word.substring(0, 1)), scope), markOfWord(word.substring(1)));
            }
        }
        return marks;
    }

    private static Scope scope(String text) {
        try {
            Scope scope = Scope.of(text);
            if (!scope.isAll()) {
                return scope;
            }
        } catch (IllegalArgumentException ofNewerCode) {
            // As below.
        }
        throw new StoreUnavailable(RelationItems.NEWER);
    }

    private static MarkKind kind(String letter) {
        MarkKind kind = KINDS.get(letter);
        if (kind == null) {
            throw new StoreUnavailable(RelationItems.NEWER);
        }
        return kind;
    }

    private static String word(Mark mark) {
        return Long.toString(mark.at().toEpochMilli(), BASE) + mark.entry().value();
    }

    private static Mark markOfWord(String text) {
        int joint = text.indexOf(BEFORE_KEY);
        return new Mark(
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, joint), BASE)),
                new EntryId(text.substring(joint)));
    }
}
