package consimt.dynamodb;

import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All marks of one scope in one text. Words are separated by spaces: a letter, and the mark as milliseconds since 1970
 * (base 36) with the short key. One text for a scope keeps a relation small, and makes a compare-and-set of a scope one
 * condition.
 */
final class ScopeTexts {

    /** By their letters. Two kinds with one letter would be refused at the start. */
    private static final Map<String, MarkKind> KINDS = Stream.of(MarkKind.values())
            .filter(kind -> !kind.letter().isEmpty())
            .collect(Collectors.toUnmodifiableMap(MarkKind::letter, Function.identity()));

    private static final int BASE = 36;
    private static final char BEFORE_KEY = '~';

    private ScopeTexts() {}

    /** The narrower scopes of which a standing has anything. */
    static Set<Scope> of(Standing standing) {
        Set<Scope> scopes = new TreeSet<>();
        standing.marks().keys().forEach(key -> scopes.add(key.scope()));
        scopes.remove(Scope.ALL);
        return scopes;
    }

    /** Empty if the standing has nothing of the scope. */
    static String text(Standing standing, Scope scope) {
        List<String> words = new ArrayList<>();
        for (MarkKind kind : new TreeSet<>(KINDS.values())) {
            Mark mark = standing.marks().get(new Marks.Key(kind, scope));
            if (mark != null) {
                words.add(kind.letter() + text(mark));
            }
        }
        return String.join(" ", words);
    }

    /**
     * Reads a scope's text.
     *
     * @param marks receives each mark
     * @throws StoreUnavailable if newer code wrote it
     */
    static void read(Scope scope, String text, BiConsumer<Marks.Key, Mark> marks) {
        for (String word : text.split(" ")) {
            marks.accept(new Marks.Key(kind(word.substring(0, 1)), scope), mark(word.substring(1)));
        }
    }

    private static MarkKind kind(String letter) {
        MarkKind kind = KINDS.get(letter);
        if (kind == null) {
            throw new StoreUnavailable(RelationItems.NEWER);
        }
        return kind;
    }

    private static String text(Mark mark) {
        return Long.toString(mark.at().toEpochMilli(), BASE) + mark.entry().value();
    }

    private static Mark mark(String text) {
        int joint = text.indexOf(BEFORE_KEY);
        return new Mark(
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, joint), BASE)),
                new EntryId(text.substring(joint)));
    }
}
