package consimt.dynamodb;

import consimt.relation.Addition;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MarkKind.Keeps;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The updates of one relation's item.
 *
 * <p>{@link #optimistic} needs no read: its conditions are true in the usual case, where each mark moves.
 * {@link #compareAndSet} leads from a standing that was read to another one. Its condition is that all attributes
 * are as they were read.
 */
record RelationUpdates(Relation relation) {

    /** All attributes that a relation may have. One that was absent must still be absent. */
    static final List<String> ATTRIBUTES = Stream.concat(
                    Attributes.marks().stream(),
                    Stream.of(
                            Attributes.USER_ID,
                            Attributes.SHAPE,
                            Attributes.SCOPES,
                            Attributes.REPORTS,
                            Attributes.KNOWN_AS,
                            Attributes.MERGED_WITH,
                            Attributes.UNVERIFIED_IDS,
                            Attributes.UNVERIFIED_MERGED_WITH,
                            Attributes.HELD,
                            Attributes.RELEASED))
            .toList();

    /** Those in which a refusal may be. */
    private static final Set<String> REFUSING = Stream.concat(
                    MarkKind.PROTECTIVE.stream()
                            .filter(kind -> !kind.isByChannel())
                            .map(Attributes::of),
                    Stream.of(Attributes.HELD, Attributes.RELEASED, Attributes.SCOPES))
            .collect(Collectors.toUnmodifiableSet());

    /** An update whose condition is that no newer code wrote the item in a shape of its own. */
    static Write inShape() {
        AttributeValue shape = number(RelationItems.SHAPE);
        return new Write().onlyIfAbsentOr(Attributes.SHAPE, "<=", shape).set(Attributes.SHAPE, shape);
    }

    /** The update without a read. It adds the ids and the fact. A wish or a claim about a narrower scope is the first such one. */
    Write optimistic(Addition addition) {
        Fact fact = addition.fact();
        Map<String, AttributeValue> ids = new TreeMap<>();
        RelationItems.set(
                ids, Attributes.KNOWN_AS, RelationItems.ids(addition.known().knownAs()));
        RelationItems.set(
                ids,
                Attributes.UNVERIFIED_IDS,
                RelationItems.ids(addition.known().ids().unverified()));
        Standing added = fact == null ? Standing.UNKNOWN : Standing.UNKNOWN.with(fact);
        Write update = inShape();
        begins(update, Attributes.HELD, Texts.held(added.held()));
        begins(update, Attributes.RELEASED, Texts.released(added.held()));
        ids.forEach(update::add);
        if (fact == null) {
            return update.onlyIfLackingAny(ids);
        }
        begins(update, Attributes.SCOPES, Texts.scopes(added.marks()));
        fact.marks().forEach((key, mark) -> {
            if (key.kind().keeps() == Keeps.EARLIEST && fact.keys().size() > 1) {
                staysOrBegins(update, key, mark);
            } else if (key.scope().isAll()) {
                moves(update, key, mark);
            }
        });
        if (fact.keys().stream().anyMatch(key -> !key.kind().outlastsErasure())) {
            update.onlyIfAbsentOr(
                    Attributes.of(MarkKind.ERASED),
                    "<",
                    Items.text(Texts.beforeMarksAt(fact.mark().at())));
        }
        if (fact.kind().isReport()) {
            String report = fact.mark().entry().shortKey();
            update.add(Attributes.REPORTS, AttributeValue.fromSs(List.of(report)))
                    .onlyIfAbsentOrRoomFor(Attributes.REPORTS, Items.text(report), Standing.MOST_REPORTS);
        }
        return update;
    }

    private static void begins(Write update, String attribute, String text) {
        if (!text.isEmpty()) {
            update.onlyIfAbsent(attribute).set(attribute, Items.text(text));
        }
    }

    private static void moves(Write update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key.kind());
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.set(attribute, mark).onlyIfAbsentOr(attribute, key.kind().keeps() == Keeps.EARLIEST ? ">" : "<", mark);
    }

    /** For an EARLIEST mark that a fact also sets: usually the item has it already. */
    private static void staysOrBegins(Write update, Marks.Key key, Mark fact) {
        String attribute = Attributes.of(key.kind());
        AttributeValue mark = Items.text(Texts.mark(fact));
        update.setIfAbsent(attribute, mark).onlyIfAbsentOr(attribute, "<=", mark);
    }

    /**
     * Marks a first contact where the person has neither agreed nor refused.
     *
     * @param read a standing in which nothing forbids the contact. All that may refuse must be the same still
     */
    Write contact(Mark contacted, Standing read) {
        Map<String, AttributeValue> item = RelationItems.item(relation, read, Map.of());
        Write update = inShape()
                .set(Attributes.of(MarkKind.CONTACTED), Items.text(Texts.mark(contacted)))
                .onlyIfAbsent(Attributes.of(MarkKind.CONTACTED))
                .onlyIfAbsent(Attributes.of(MarkKind.IMPLIED))
                .onlyIfAbsent(Attributes.of(MarkKind.EXPRESSED));
        REFUSING.forEach(name -> update.onlyIfIs(name, item.get(name)));
        return update;
    }

    /** The update that creates an absent item. */
    Write create(Standing next) {
        return compareAndSet(Standing.UNKNOWN, next).onlyIfAbsent(Attributes.USER_ID);
    }

    /** The update from a standing that was read to a larger one. */
    Write compareAndSet(Standing old, Standing next) {
        Map<String, AttributeValue> before = RelationItems.item(relation, old, Map.of());
        Map<String, AttributeValue> after = RelationItems.item(relation, next, Map.of());
        Set<String> names = new TreeSet<>(ATTRIBUTES);
        names.addAll(before.keySet());
        names.addAll(after.keySet());
        names.removeAll(Set.of(Attributes.USER_ID, Attributes.BUSINESS_ID, Attributes.SHAPE));
        Write update = inShape();
        for (String name : names) {
            AttributeValue value = after.get(name);
            update.onlyIfIs(name, before.get(name));
            if (value == null && before.containsKey(name)) {
                update.remove(name);
            } else if (value != null && !value.equals(before.get(name))) {
                update.set(name, value);
            }
        }
        return update;
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
