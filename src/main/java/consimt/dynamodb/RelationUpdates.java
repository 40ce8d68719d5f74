package consimt.dynamodb;

import consimt.relation.Addition;
import consimt.relation.Fact;
import consimt.relation.Held;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MarkKind.Keeps;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.ShortKey;
import consimt.relation.Standing;
import consimt.relation.UnverifiedIds;
import consimt.relation.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The updates of one relation's item.
 *
 * <p>{@link #optimistic} needs no read: its conditions are true in the usual case, where each mark moves and the fact is in
 * force. {@link #between} leads from a standing that was read to another one. Its conditions are that the changed
 * attributes are as they were read (compare-and-set).
 */
final class RelationUpdates {

    /**
     * The attributes that have the business's id exactly while a protective mark is in force. A first contact has them
     * as conditions.
     */
    static final Map<String, Predicate<Standing>> IN_FORCE = Map.of(
            Attributes.BLOCKED_BY, Standing::isBlocked,
            Attributes.OPTED_OUT_OF, Standing::isOptedOut);

    static final AttributeValue COLLAPSED = Items.text("yes");

    private static final List<MarkKind> WISHES =
            Stream.of(MarkKind.values()).filter(MarkKind::isScoped).toList();

    private final Relation relation;

    RelationUpdates(Relation relation) {
        this.relation = relation;
    }

    /** An update whose condition is that no newer code wrote the item in a shape of its own. */
    static UpdateExpression inShape() {
        AttributeValue shape = number(RelationItems.SHAPE);
        return new UpdateExpression()
                .onlyIfAbsentOr(Attributes.SHAPE, "<=", shape)
                .set(Attributes.SHAPE, shape);
    }

    /** The update without a read. It adds the ids and the fact. A wish about a narrower scope is the first such one. */
    UpdateExpression optimistic(Addition addition) {
        Fact fact = addition.fact();
        Set<UserId> ids = addition.known().knownAs();
        Set<UserId> unverified = addition.known().ids().unverified().all();
        Standing added = fact == null ? Standing.UNKNOWN : Standing.UNKNOWN.with(fact);
        Held held = added.held();
        UpdateExpression update = inShape();
        holds(update, Held.NOTHING, held);
        if (!ids.isEmpty()) {
            update.add(Attributes.KNOWN_AS, RelationItems.ids(ids));
        }
        if (!unverified.isEmpty()) {
            update.add(Attributes.UNVERIFIED_IDS, RelationItems.ids(unverified));
        }
        if (fact == null) {
            return update.onlyIfLackingAny(
                    Map.of(Attributes.KNOWN_AS, texts(ids), Attributes.UNVERIFIED_IDS, texts(unverified)));
        }
        boolean isNarrow = fact.kind().isWish() && !fact.scope().isAll();
        if (isNarrow) {
            // No scope of marketing has marks yet, so no channel has any.
            ScopeTexts.of(added)
                    .forEach(scope -> update.set(Attributes.of(scope), Items.text(ScopeTexts.text(added, scope))));
            update.set(Attributes.SCOPED, number(1)).onlyIfAbsent(Attributes.SCOPED);
        }
        if (isNarrow) {
            update.onlyIfAbsent(Attributes.COLLAPSED);
        }
        for (Map.Entry<Marks.Key, Mark> moved : new TreeMap<>(fact.marks()).entrySet()) {
            Marks.Key key = moved.getKey();
            boolean besides =
                    key.kind().keeps() == Keeps.EARLIEST && fact.keys().size() > 1;
            if (besides) {
                staysOrBegins(update, key, moved.getValue());
            } else if (key.scope().isAll()) {
                moves(update, key, moved.getValue());
            }
            turnsInForce(update, key, moved.getValue());
        }
        if (fact.kind().isReport()) {
            counts(update, ShortKey.of(fact.mark().entry()));
        }
        return update;
    }

    private static void moves(UpdateExpression update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key.kind());
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.set(attribute, mark).onlyIfAbsentOr(attribute, key.kind().keeps() == Keeps.EARLIEST ? ">" : "<", mark);
    }

    /** For an EARLIEST mark that a fact also sets: usually the item has it already. */
    private static void staysOrBegins(UpdateExpression update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key.kind());
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.setIfAbsent(attribute, mark).onlyIfAbsentOr(attribute, "<=", mark);
    }

    /**
     * A protective mark sets its attribute unless it is lifted. A mark that lifts it removes the attribute if it
     * is the later one; an opt-in to a narrower scope leaves it as it is.
     */
    private void turnsInForce(UpdateExpression update, Marks.Key key, Mark fact) {
        List<MarkKind> opposites = opposites(key.kind());
        if (opposites.isEmpty()
                || key.kind().isByChannel()
                || !isProtective(key) && !key.scope().isAll()) {
            return;
        }
        if (key.kind().isScoped()) {
            inForce(update, Attributes.OPTED_OUT_OF, isProtective(key));
        } else if (key.kind() == MarkKind.BLOCKED || key.kind() == MarkKind.UNBLOCKED) {
            inForce(update, Attributes.BLOCKED_BY, isProtective(key));
        }
        String than = isProtective(key) ? Texts.afterMarksAt(fact.at()) : Texts.beforeMarksAt(fact.at());
        opposites.forEach(opposite -> update.onlyIfAbsentOr(Attributes.of(opposite), "<", Items.text(than)));
        if (!isProtective(key)) {
            // A mark of another scope may be in force; only a read shows this.
            update.onlyIfAbsent(Attributes.SCOPED);
        }
        if (key.kind().isScoped() && !isProtective(key)) {
            // An opt-out that it does not lift may refuse.
            MarkKind.optOutsByScope().stream()
                    .filter(optOut -> !opposites.contains(optOut))
                    .forEach(optOut -> update.onlyIfAbsent(Attributes.of(optOut)));
        }
    }

    /** Those that have an attribute of their own. */
    private static List<MarkKind> opposites(MarkKind kind) {
        return kind.opposites().stream()
                .filter(opposite -> !opposite.isByChannel())
                .toList();
    }

    private static boolean isProtective(Marks.Key key) {
        return key.kind().isProtective();
    }

    private static void counts(UpdateExpression update, String report) {
        update.add(Attributes.REPORTS, AttributeValue.fromSs(List.of(report)))
                .onlyIfAbsentOrRoomFor(Attributes.REPORTS, Items.text(report), Standing.MOST_REPORTS);
    }

    /**
     * Marks a first contact where the person has neither agreed nor refused.
     *
     * @param read a standing in which nothing forbids the contact. What is held there must be the same still
     */
    static UpdateExpression contact(Mark contacted, Standing read) {
        UpdateExpression update = inShape()
                .set(Attributes.of(MarkKind.CONTACTED), Items.text(Texts.mark(contacted)))
                .onlyIfAbsent(Attributes.of(MarkKind.CONTACTED))
                .onlyIfAbsent(Attributes.of(MarkKind.IMPLIED))
                .onlyIfAbsent(Attributes.of(MarkKind.EXPRESSED));
        IN_FORCE.keySet().forEach(update::onlyIfAbsent);
        unchanged(update, Attributes.HELD, unlessEmpty(Texts.held(read.held())));
        unchanged(update, Attributes.RELEASED, unlessEmpty(Texts.released(read.held())));
        MarkKind.ofAllMarketing()
                .forEach(kind ->
                        unchanged(update, Attributes.of(kind), text(read.marks().get(Marks.Key.of(kind)))));
        return update;
    }

    /** The update that creates an absent item. */
    UpdateExpression create(Standing next) {
        return compareAndSet(Standing.UNKNOWN, next).onlyIfAbsent(Attributes.USER_ID);
    }

    /** The update from a standing that was read to a larger one. */
    UpdateExpression compareAndSet(Standing old, Standing next) {
        UpdateExpression update = inShape();
        holds(update, old.held(), next.held());
        Set<MarkKind> read = new TreeSet<>();
        for (Marks.Key key : new TreeSet<>(next.marks().keys())) {
            Mark mark = Objects.requireNonNull(next.marks().get(key));
            if (key.scope().isAll() && !mark.equals(old.marks().get(key))) {
                update.set(Attributes.of(key.kind()), Items.text(Texts.mark(mark)));
                read.add(key.kind());
                read.addAll(opposites(key.kind()));
            }
        }
        boolean scopesChange = scopes(update, old, next);
        boolean flips = IN_FORCE.values().stream().anyMatch(stands -> stands.test(old) != stands.test(next));
        if (scopesChange || flips || read.stream().anyMatch(MarkKind::isScoped)) {
            // Whether an opt-out is in force depends on the wishes about all scopes.
            read.addAll(WISHES);
            scopesAre(update, old);
        }
        read.forEach(
                kind -> unchanged(update, Attributes.of(kind), text(old.marks().get(Marks.Key.of(kind)))));
        IN_FORCE.forEach((attribute, stands) -> {
            if (stands.test(old) != stands.test(next)) {
                inForce(update, attribute, stands.test(next));
            }
        });
        sets(update, old, next, read.isEmpty());
        return update;
    }

    /** Writes the scopes that change. */
    private static boolean scopes(UpdateExpression update, Standing old, Standing next) {
        Set<Scope> scopes = ScopeTexts.of(old);
        scopes.addAll(ScopeTexts.of(next));
        boolean changes = false;
        for (Scope scope : scopes) {
            String text = ScopeTexts.text(next, scope);
            if (!text.equals(ScopeTexts.text(old, scope))) {
                changes = true;
                replace(update, Attributes.of(scope), text.isEmpty() ? null : text);
            }
        }
        int count = next.marks().scopes().size();
        if (count != old.marks().scopes().size()) {
            changes = true;
            replace(update, Attributes.SCOPED, count == 0 ? null : number(count));
        }
        if (next.marks().isCollapsed() && !old.marks().isCollapsed()) {
            changes = true;
            update.set(Attributes.COLLAPSED, COLLAPSED);
        }
        return changes;
    }

    /** Only if all scopes are as they were read. A further one would have changed the number. */
    private static void scopesAre(UpdateExpression update, Standing old) {
        for (Scope scope : ScopeTexts.of(old)) {
            unchanged(update, Attributes.of(scope), ScopeTexts.text(old, scope));
        }
        int count = old.marks().scopes().size();
        unchanged(update, Attributes.SCOPED, count == 0 ? null : number(count));
        unchanged(update, Attributes.COLLAPSED, old.marks().isCollapsed() ? COLLAPSED : null);
    }

    private static void holds(UpdateExpression update, Held old, Held next) {
        changes(update, Attributes.HELD, Texts.held(old), Texts.held(next));
        changes(update, Attributes.RELEASED, Texts.released(old), Texts.released(next));
    }

    private static void changes(UpdateExpression update, String attribute, String old, String next) {
        if (!old.equals(next)) {
            unchanged(update, attribute, unlessEmpty(old));
            update.set(attribute, Items.text(next));
        }
    }

    /** An empty text is not stored. */
    private static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private void inForce(UpdateExpression update, String attribute, boolean stands) {
        if (stands) {
            update.set(attribute, Items.text(relation.businessId().value()));
        } else {
            update.remove(attribute);
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
        UnverifiedIds before = old.ids().unverified();
        UnverifiedIds unverified = next.ids().unverified();
        first &= !grows(update, Attributes.UNVERIFIED_IDS, before.all(), unverified.all(), first);
        grows(update, Attributes.UNVERIFIED_MERGED_WITH, before.merged(), unverified.merged(), first);
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
        unchanged(update, attribute, text == null ? null : Items.text(text));
    }

    private static void unchanged(UpdateExpression update, String attribute, @Nullable AttributeValue value) {
        if (value == null) {
            update.onlyIfAbsent(attribute);
        } else {
            update.onlyIfEqual(attribute, value);
        }
    }

    private static void replace(UpdateExpression update, String attribute, @Nullable String text) {
        replace(update, attribute, text == null ? null : Items.text(text));
    }

    private static void replace(UpdateExpression update, String attribute, @Nullable AttributeValue value) {
        if (value == null) {
            update.remove(attribute);
        } else {
            update.set(attribute, value);
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
}
