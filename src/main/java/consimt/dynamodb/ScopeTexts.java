package consimt.dynamodb;

import consimt.relation.ByHand.InScope;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Removal;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of one scope in one text: its marks, the removal by hand, and the removal before. Words are separated by spaces:
 * a letter, and the mark as milliseconds since 1970 (base 36) with the short key. A removal has its day before the
 * mark. One text for a scope keeps a relation small, and makes a compare-and-set of a scope one condition.
 */
final class ScopeTexts {

    /** By their letters. Two kinds with one letter would be refused at the start. */
    private static final Map<String, MarkKind> KINDS = Stream.of(MarkKind.values())
            .filter(MarkKind::isWish)
            .collect(Collectors.toUnmodifiableMap(MarkKind::letter, Function.identity()));

    private static final String REMOVAL = "r";
    private static final String BEFORE = "b";
    private static final int BASE = 36;
    private static final char BEFORE_KEY = '~';
    private static final char BEFORE_MARK = '@';

    private ScopeTexts() {}

    /** The narrower scopes of which a standing has anything. */
    static Set<Scope> of(Standing standing) {
        Set<Scope> scopes = new TreeSet<>();
        standing.marks().keys().forEach(key -> scopes.add(key.scope()));
        scopes.addAll(standing.byHand().scopes().keySet());
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
        InScope work = standing.byHand().in(scope);
        if (work.removal() != null) {
            words.add(REMOVAL + text(work.removal()));
        }
        if (work.before() != null) {
            words.add(BEFORE + text(work.before()));
        }
        return String.join(" ", words);
    }

    /**
     * Reads a scope's text.
     *
     * @param isDone whether the item has it that this removal is done
     * @param marks receives each mark
     * @throws StoreUnavailable if newer code wrote it
     */
    static InScope read(Scope scope, String text, Predicate<Removal> isDone, BiConsumer<Marks.Key, Mark> marks) {
        Removal removal = null;
        Removal before = null;
        for (String word : text.split(" ")) {
            String letter = word.substring(0, 1);
            String rest = word.substring(1);
            if (letter.equals(REMOVAL)) {
                removal = removal(scope, rest);
            } else if (letter.equals(BEFORE)) {
                before = removal(scope, rest);
            } else {
                marks.accept(new Marks.Key(kind(letter), scope), mark(rest));
            }
        }
        return new InScope(removal, removal != null && isDone.test(removal), before);
    }

    private static MarkKind kind(String letter) {
        MarkKind kind = KINDS.get(letter);
        if (kind == null) {
            throw new StoreUnavailable(RelationItems.NEWER);
        }
        return kind;
    }

    /** The text that tells that this removal is done: its mark. A removal of a scope has a mark of its own. */
    static String done(Removal removal) {
        return text(removal.optOut());
    }

    private static String text(Removal removal) {
        return removal.stopsBy().toString() + BEFORE_MARK + text(removal.optOut());
    }

    private static Removal removal(Scope scope, String text) {
        int joint = text.indexOf(BEFORE_MARK);
        return new Removal(scope, LocalDate.parse(text.substring(0, joint)), mark(text.substring(joint + 1)));
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
