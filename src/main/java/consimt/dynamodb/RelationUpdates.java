package consimt.dynamodb;

import consimt.relation.Addition;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MarkKind.Keeps;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.ReportKey;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The updates of one relation's item.
 *
 * <p>{@link #hoped} needs no read: its conditions hold in the usual case, where each mark moves and the fact is in force.
 * {@link #between} leads from a standing that was read to another one, and its conditions are that what it changes is as
 * it was read (compare and set).
 */
final class RelationUpdates {

    /** The sparse indexes: there, with the business's id, exactly while the protective mark stands. */
    private static final Map<MarkKind, String> INDEXES =
            Map.of(MarkKind.BLOCKED, Attributes.BLOCKED_BY, MarkKind.OPTED_OUT, Attributes.OPTED_OUT_OF);

    private final Relation relation;

    RelationUpdates(Relation relation) {
        this.relation = relation;
    }

    /** An update in the shape of this code, of an item in no newer one. */
    static UpdateExpression inShape() {
        AttributeValue shape = number(RelationItems.SHAPE);
        return new UpdateExpression().set(Attributes.SHAPE, shape).onlyIfAbsentOr(Attributes.SHAPE, "<=", shape);
    }

    /** Without a read, for a fact of all scopes. It leaves the old standing with the ids and the fact. */
    UpdateExpression hoped(Addition addition) {
        UpdateExpression update = inShape();
        Set<UserId> ids = addition.known().knownAs();
        Fact fact = addition.fact();
        if (!ids.isEmpty()) {
            update.add(Attributes.KNOWN_AS, RelationItems.ids(ids));
        }
        if (fact == null) {
            return update.onlyIfLacking(Attributes.KNOWN_AS, texts(ids));
        }
        for (Marks.Key key : new TreeSet<>(fact.keys())) {
            boolean besides =
                    key.kind().keeps() == Keeps.EARLIEST && fact.keys().size() > 1;
            if (besides) {
                staysOrBegins(update, key, fact.mark());
            } else {
                moves(update, key, fact.mark());
            }
            turnsIndex(update, key, fact.mark());
        }
        if (fact.kind().isReport()) {
            counts(update, ReportKey.of(fact.mark().entry()));
        }
        if (fact.kind().isOptOut()) {
            update.onlyIfAbsent(Attributes.REMOVAL);
            Removal removal = Removal.of(fact);
            if (removal != null) {
                update.set(Attributes.REMOVAL, Items.text(Texts.removal(removal)));
            }
        }
        return update;
    }

    private static void moves(UpdateExpression update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key);
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.set(attribute, mark).onlyIfAbsentOr(attribute, key.kind().keeps() == Keeps.EARLIEST ? ">" : "<", mark);
    }

    /** For a mark that a fact sets besides: it keeps the earliest, and is usually there already. */
    private static void staysOrBegins(UpdateExpression update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key);
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.setIfAbsent(attribute, mark).onlyIfAbsentOr(attribute, "<=", mark);
    }

    /** A protective mark turns its index on unless it is lifted; what lifts it turns the index off if it is the later. */
    private void turnsIndex(UpdateExpression update, Marks.Key key, Mark fact) {
        Marks.Key opposite = key.opposite();
        if (opposite == null) {
            return;
        }
        String against = Attributes.of(opposite);
        if (key.kind().isProtective()) {
            index(update, key.kind(), true);
            update.onlyIfAbsentOr(against, "<", Items.text(Texts.afterMarksAt(fact.at())));
        } else {
            index(update, opposite.kind(), false);
            // A mark of another scope may stand, which only a read tells.
            update.onlyIfAbsentOr(against, "<", Items.text(Texts.beforeMarksAt(fact.at())))
                    .onlyIfAbsent(Attributes.SCOPED);
        }
    }

    private static void counts(UpdateExpression update, String report) {
        update.add(Attributes.REPORTS, AttributeValue.fromSs(List.of(report)))
                .onlyIfAbsentOrRoomFor(Attributes.REPORTS, Items.text(report), Standing.MOST_REPORTS);
    }

    /** The beginning of an item that is not there. */
    UpdateExpression beginning(Standing next) {
        return between(Standing.UNKNOWN, next).onlyIfAbsent(Attributes.USER_ID);
    }

    /** From a standing as it was read to another one, which has all of it and more. */
    UpdateExpression between(Standing old, Standing next) {
        UpdateExpression update = inShape();
        Set<Marks.Key> read = new TreeSet<>();
        for (Marks.Key key : new TreeSet<>(next.marks().keys())) {
            Mark mark = Objects.requireNonNull(next.marks().get(key));
            if (!mark.equals(old.marks().get(key))) {
                update.set(Attributes.of(key), Items.text(Texts.mark(mark)));
                read.add(key);
                Marks.Key opposite = key.opposite();
                if (opposite != null) {
                    read.add(opposite);
                }
            }
        }
        boolean flips = INDEXES.keySet().stream().anyMatch(kind -> old.stands(kind) != next.stands(kind));
        if (flips) {
            // Whether a mark stands in any scope depends on all of them.
            old.marks().keys().stream().filter(key -> key.kind().isScoped()).forEach(read::add);
        }
        scopes(update, scoped(old), scoped(next), flips);
        read.forEach(
                key -> unchanged(update, Attributes.of(key), text(old.marks().get(key))));
        for (MarkKind kind : INDEXES.keySet()) {
            if (old.stands(kind) != next.stands(kind)) {
                index(update, kind, next.stands(kind));
            }
        }
        if (read.stream().anyMatch(key -> key.kind() == MarkKind.OPTED_OUT)) {
            removal(update, old, next);
        }
        sets(update, old, next, read.isEmpty());
        return update;
    }

    private static void scopes(UpdateExpression update, long old, long next, boolean unchanged) {
        if (next != old) {
            update.set(Attributes.SCOPED, number(next));
        }
        if (unchanged || next != old) {
            if (old == 0) {
                update.onlyIfAbsent(Attributes.SCOPED);
            } else {
                update.onlyIfEqual(Attributes.SCOPED, number(old));
            }
        }
    }

    private static long scoped(Standing standing) {
        return standing.marks().keys().stream()
                .filter(key -> !key.scope().equals(Scope.ALL))
                .count();
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private void index(UpdateExpression update, MarkKind protective, boolean stands) {
        String attribute = INDEXES.get(protective);
        if (attribute == null) {
            return;
        }
        if (stands) {
            update.set(attribute, Items.text(relation.businessId().value()));
        } else {
            update.remove(attribute);
        }
    }

    private static void removal(UpdateExpression update, Standing old, Standing next) {
        Removal before = old.byHand().removal();
        unchanged(update, Attributes.REMOVAL, text(before));
        if (!Objects.equals(before, next.byHand().removal())) {
            replace(update, Attributes.REMOVAL, text(next.byHand().removal()));
            replace(update, Attributes.REMOVAL_BEFORE, text(next.byHand().before()));
        }
    }

    /**
     * They grow, so they need no condition but where there is no other: then that there is something to add. Where there is
     * no room for more reports, others give way, and the set is as it was read.
     */
    private static void sets(UpdateExpression update, Standing old, Standing next, boolean alone) {
        Set<String> reports = new TreeSet<>(next.reports());
        reports.removeAll(old.reports());
        boolean giveWay = !next.reports().containsAll(old.reports());
        if (giveWay) {
            update.set(Attributes.REPORTS, set(next.reports())).onlyIfEqual(Attributes.REPORTS, set(old.reports()));
        } else if (!reports.isEmpty()) {
            update.add(Attributes.REPORTS, AttributeValue.fromSs(List.copyOf(reports)))
                    .onlyIfRoomFor(Attributes.REPORTS, reports.size(), Standing.MOST_REPORTS);
        }
        boolean lacking = grows(update, Attributes.KNOWN_AS, old.knownAs(), next.knownAs(), alone && reports.isEmpty());
        grows(update, Attributes.MERGED_WITH, old.merged(), next.merged(), alone && reports.isEmpty() && !lacking);
        if (alone && !reports.isEmpty() && !giveWay) {
            update.onlyIfLacking(Attributes.REPORTS, reports);
        }
    }

    private static boolean grows(
            UpdateExpression update, String attribute, Set<UserId> old, Set<UserId> next, boolean alone) {
        if (old.containsAll(next)) {
            return false;
        }
        update.add(attribute, RelationItems.ids(next));
        if (alone) {
            update.onlyIfLacking(attribute, texts(next));
        }
        return true;
    }

    private static void unchanged(UpdateExpression update, String attribute, @Nullable String text) {
        if (text == null) {
            update.onlyIfAbsent(attribute);
        } else {
            update.onlyIfEqual(attribute, Items.text(text));
        }
    }

    private static void replace(UpdateExpression update, String attribute, @Nullable String text) {
        if (text == null) {
            update.remove(attribute);
        } else {
            update.set(attribute, Items.text(text));
        }
    }

    private static AttributeValue set(Set<String> texts) {
        return AttributeValue.fromSs(texts.stream().sorted().toList());
    }

    private static List<String> texts(Set<UserId> ids) {
        return ids.stream().map(UserId::value).sorted().toList();
    }

    private static @Nullable String text(@Nullable Mark mark) {
        return mark == null ? null : Texts.mark(mark);
    }

    private static @Nullable String text(@Nullable Removal removal) {
        return removal == null ? null : Texts.removal(removal);
    }
}
