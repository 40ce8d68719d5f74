package consimt.dynamodb;

import consimt.relation.Addition;
import consimt.relation.Fact;
import consimt.relation.Held;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MarkKind.Keeps;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Scope;
import consimt.relation.ShortKey;
import consimt.relation.Standing;
import consimt.relation.ToldIds;
import consimt.relation.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The updates of one relation's item.
 *
 * <p>{@link #hoped} needs no read: its conditions are true in the usual case, where each mark moves and the fact is in
 * force. {@link #between} leads from a standing that was read to another one. Its conditions are that the changed
 * attributes are as they were read (compare-and-set).
 */
final class RelationUpdates {

    /**
     * The attributes of the sparse indexes. Each has the business's id exactly while its protective mark is in force.
     */
    static final Map<String, Predicate<Standing>> INDEXES = Map.of(
            Attributes.BLOCKED_BY, Standing::isBlocked,
            Attributes.OPTED_OUT_OF, Standing::isOptedOut);

    private static final List<MarkKind> WISHES =
            Stream.of(MarkKind.values()).filter(MarkKind::isScoped).toList();

    /** Marks that refuse, or that decide about refusals, and that code of the first shape does not know. */
    private static final Set<MarkKind> OF_THE_LATEST_SHAPE =
            Set.of(MarkKind.OPTED_OUT_TOLD, MarkKind.OPTED_IN_TOLD, MarkKind.TOO_MANY_IDS, MarkKind.IDS_ACCEPTED);

    private final Relation relation;

    RelationUpdates(Relation relation) {
        this.relation = relation;
    }

    /** An update that leaves the shape as it is; its condition is that this code knows the shape. */
    static UpdateExpression inShape() {
        return ofKnownShape().setIfAbsent(Attributes.SHAPE, number(RelationItems.FIRST_SHAPE));
    }

    /**
     * Keeps the first shape as long as earlier releases can read everything that counts, so that a rollback stops few
     * relations.
     */
    private static UpdateExpression inShapeFor(boolean isNew) {
        return isNew ? ofKnownShape().set(Attributes.SHAPE, number(RelationItems.SHAPE)) : inShape();
    }

    private static UpdateExpression ofKnownShape() {
        return new UpdateExpression().onlyIfAbsentOr(Attributes.SHAPE, "<=", number(RelationItems.SHAPE));
    }

    static boolean isOfTheLatestShape(Standing standing) {
        return !standing.ids().told().equals(ToldIds.NONE)
                || !standing.held().equals(Held.NOTHING)
                || standing.marks().keys().stream().map(Marks.Key::kind).anyMatch(OF_THE_LATEST_SHAPE::contains);
    }

    /** The update without a read, for a fact about all marketing. It adds the ids and the fact. */
    UpdateExpression hoped(Addition addition) {
        Fact fact = addition.fact();
        Set<UserId> ids = addition.known().knownAs();
        Set<UserId> told = addition.known().ids().told().all();
        Held held = fact == null ? Held.NOTHING : Standing.UNKNOWN.with(fact).held();
        boolean isOfTheLatestShape = !told.isEmpty()
                || !held.equals(Held.NOTHING)
                || fact != null && fact.kind().moves().stream().anyMatch(OF_THE_LATEST_SHAPE::contains);
        UpdateExpression update = inShapeFor(isOfTheLatestShape);
        holds(update, Held.NOTHING, held);
        if (!ids.isEmpty()) {
            update.add(Attributes.KNOWN_AS, RelationItems.ids(ids));
        }
        if (!told.isEmpty()) {
            update.add(Attributes.TOLD_AS, RelationItems.ids(told));
        }
        if (fact == null) {
            return update.onlyIfLackingAny(Map.of(Attributes.KNOWN_AS, texts(ids), Attributes.TOLD_AS, texts(told)));
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
            counts(update, ShortKey.of(fact.mark().entry()));
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

    /** For an EARLIEST mark that a fact also sets: usually the item has it already. */
    private static void staysOrBegins(UpdateExpression update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key);
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.setIfAbsent(attribute, mark).onlyIfAbsentOr(attribute, "<=", mark);
    }

    /**
     * A protective mark sets its index attribute unless it is lifted. A mark that lifts it removes the attribute if it
     * is the later one.
     */
    private void turnsIndex(UpdateExpression update, Marks.Key key, Mark fact) {
        List<Marks.Key> opposites = key.opposites();
        if (opposites.isEmpty()) {
            return;
        }
        if (key.kind().isScoped()) {
            index(update, Attributes.OPTED_OUT_OF, isProtective(key));
        } else if (key.kind() == MarkKind.BLOCKED || key.kind() == MarkKind.UNBLOCKED) {
            index(update, Attributes.BLOCKED_BY, isProtective(key));
        }
        String than = isProtective(key) ? Texts.afterMarksAt(fact.at()) : Texts.beforeMarksAt(fact.at());
        opposites.forEach(opposite -> update.onlyIfAbsentOr(Attributes.of(opposite), "<", Items.text(than)));
        if (!isProtective(key)) {
            // A mark of another scope may be in force; only a read shows this.
            update.onlyIfAbsent(Attributes.SCOPED);
        }
        if (key.kind() == MarkKind.OPTED_IN_TOLD) {
            update.onlyIfAbsent(Attributes.of(MarkKind.OPTED_OUT));
        }
    }

    private static boolean isProtective(Marks.Key key) {
        return key.kind().isProtective();
    }

    private static void counts(UpdateExpression update, String report) {
        update.add(Attributes.REPORTS, AttributeValue.fromSs(List.of(report)))
                .onlyIfAbsentOrRoomFor(Attributes.REPORTS, Items.text(report), Standing.MOST_REPORTS);
    }

    /** The update that creates an absent item. */
    UpdateExpression beginning(Standing next) {
        return between(Standing.UNKNOWN, next).onlyIfAbsent(Attributes.USER_ID);
    }

    /** The update from a standing that was read to a larger one. */
    UpdateExpression between(Standing old, Standing next) {
        UpdateExpression update = inShapeFor(isOfTheLatestShape(next));
        holds(update, old.held(), next.held());
        Set<Marks.Key> read = new TreeSet<>();
        for (Marks.Key key : new TreeSet<>(next.marks().keys())) {
            Mark mark = Objects.requireNonNull(next.marks().get(key));
            if (!mark.equals(old.marks().get(key))) {
                update.set(Attributes.of(key), Items.text(Texts.mark(mark)));
                read.add(key);
                read.addAll(key.opposites());
                if (key.kind().isScoped()) {
                    // Whether an opt-out is in force depends on all wishes of its scope.
                    WISHES.forEach(wish -> read.add(new Marks.Key(wish, key.scope())));
                }
            }
        }
        boolean flips = INDEXES.values().stream().anyMatch(stands -> stands.test(old) != stands.test(next));
        if (flips) {
            // Whether a mark is in force in any scope depends on the marks of all scopes.
            old.marks().keys().stream().filter(key -> key.kind().isScoped()).forEach(read::add);
        }
        scopes(update, scoped(old), scoped(next), flips);
        read.forEach(
                key -> unchanged(update, Attributes.of(key), text(old.marks().get(key))));
        INDEXES.forEach((index, stands) -> {
            if (stands.test(old) != stands.test(next)) {
                index(update, index, stands.test(next));
            }
        });
        if (read.stream().anyMatch(key -> key.kind().isScoped())) {
            removal(update, old, next);
        }
        sets(update, old, next, read.isEmpty());
        return update;
    }

    private static void holds(UpdateExpression update, Held old, Held next) {
        changes(update, Attributes.HELD, Texts.held(old), Texts.held(next));
        changes(update, Attributes.RELEASED, Texts.released(old), Texts.released(next));
    }

    /** An empty text is not stored. */
    private static void changes(UpdateExpression update, String attribute, String old, String next) {
        if (!old.equals(next)) {
            unchanged(update, attribute, old.isEmpty() ? null : old);
            update.set(attribute, Items.text(next));
        }
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

    static long scoped(Standing standing) {
        return standing.marks().keys().stream()
                .filter(key -> !key.scope().equals(Scope.ALL))
                .count();
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private void index(UpdateExpression update, String attribute, boolean stands) {
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
     * The changes of the sets. Sets only grow, so the only condition, if there is no other, is that something is added.
     * If there is no room for more reports, some are replaced, and the condition is that the set is as it was read.
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
        boolean first = alone && reports.isEmpty();
        first &= !grows(update, Attributes.KNOWN_AS, old.knownAs(), next.knownAs(), first);
        first &= !grows(
                update, Attributes.MERGED_WITH, old.ids().merged(), next.ids().merged(), first);
        ToldIds before = old.ids().told();
        ToldIds told = next.ids().told();
        first &= !grows(update, Attributes.TOLD_AS, before.all(), told.all(), first);
        grows(update, Attributes.TOLD_MERGED_WITH, before.merged(), told.merged(), first);
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
