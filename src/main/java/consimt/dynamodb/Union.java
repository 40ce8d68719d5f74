package consimt.dynamodb;

import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The updates that bring one of a person's relations with a business to what is known under all of their ids. */
final class Union implements Growth {

    private final Relation relation;
    private final Standing known;
    private final @Nullable Fact fact;
    private final boolean isNew;

    /**
     * @param known under the other ids, and which ids there are
     * @param fact to be joined too, or null
     * @param isNew whether the item is thought not to be there
     */
    Union(Relation relation, Standing known, @Nullable Fact fact, boolean isNew) {
        this.relation = relation;
        this.known = known;
        this.fact = fact;
        this.isNew = isNew;
    }

    @Override
    public UpdateExpression first() {
        if (isNew) {
            return from(Standing.UNKNOWN);
        }
        if (fact == null) {
            return identify(new UpdateExpression()).onlyIfLacking(Attributes.KNOWN_AS, ids());
        }
        if (isMessage(fact)) {
            String implied = Attributes.of(MarkKind.IMPLIED);
            return identify(new UpdateExpression())
                    .setIfAbsent(implied, Items.text(Texts.mark(fact.mark())))
                    .onlyIfLackingOrAbsent(Attributes.KNOWN_AS, ids(), implied);
        }
        return identify(new Joining(relation, fact).first());
    }

    @Override
    public Standing afterFirst(Standing old) {
        if (isNew) {
            return goal(old);
        }
        Standing identified = old.knownAs(known.knownAs());
        if (fact == null || (isMessage(fact) && old.mark(MarkKind.IMPLIED) != null)) {
            return identified;
        }
        return identified.with(fact);
    }

    @Override
    public Standing goal(Standing old) {
        Standing next = old.with(known);
        return fact == null ? next : next.with(fact);
    }

    /** Each mark that moves and its opposite must be as they were read; the sparse indexes follow from the two. */
    @Override
    public UpdateExpression from(Standing old) {
        Standing next = goal(old);
        UpdateExpression update = new UpdateExpression();
        Set<MarkKind> read = new LinkedHashSet<>();
        for (MarkKind kind : MarkKind.values()) {
            Mark mark = next.mark(kind);
            if (mark != null && !mark.equals(old.mark(kind))) {
                update.set(Attributes.of(kind), Items.text(Texts.mark(mark)));
                read.add(kind);
                MarkKind opposite = kind.opposite();
                if (opposite != null) {
                    read.add(opposite);
                }
            }
        }
        read.forEach(kind -> unchanged(update, Attributes.of(kind), text(old.mark(kind))));
        index(update, Attributes.BLOCKED_BY, old.isBlocked(), next.isBlocked());
        index(update, Attributes.OPTED_OUT_OF, old.isOptedOut(), next.isOptedOut());
        if (read.contains(MarkKind.OPTED_OUT)) {
            removal(update, old, next);
        }
        sets(update, old, next, read.isEmpty());
        return update;
    }

    private void removal(UpdateExpression update, Standing old, Standing next) {
        unchanged(update, Attributes.REMOVAL, text(old.removal()));
        if (!Objects.equals(old.removal(), next.removal())) {
            replace(update, Attributes.REMOVAL, text(next.removal()));
            replace(update, Attributes.REMOVAL_BEFORE, text(next.removalBefore()));
        }
    }

    /** They only grow, so they need no condition but where there is no other: then that there is something to add. */
    private void sets(UpdateExpression update, Standing old, Standing next, boolean alone) {
        Set<String> reports = new LinkedHashSet<>(next.reports());
        reports.removeAll(old.reports());
        if (!reports.isEmpty()) {
            update.add(Attributes.REPORTS, AttributeValue.fromSs(List.copyOf(reports)));
        }
        if (!next.knownAs().equals(old.knownAs())) {
            identify(update);
        }
        if (alone) {
            if (reports.isEmpty()) {
                update.onlyIfLacking(Attributes.KNOWN_AS, ids());
            } else {
                update.onlyIfLacking(Attributes.REPORTS, reports);
            }
        }
    }

    private void index(UpdateExpression update, String attribute, boolean was, boolean is) {
        if (is && !was) {
            update.set(attribute, Items.text(relation.businessId().value()));
        } else if (was && !is) {
            update.remove(attribute);
        }
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

    private UpdateExpression identify(UpdateExpression update) {
        return update.add(Attributes.KNOWN_AS, Items.ids(known.knownAs()));
    }

    private List<String> ids() {
        return known.knownAs().stream().map(UserId::value).sorted().toList();
    }

    private static boolean isMessage(Fact fact) {
        return fact.kind() == Fact.Kind.MESSAGE_SENT;
    }

    private static @Nullable String text(@Nullable Mark mark) {
        return mark == null ? null : Texts.mark(mark);
    }

    private static @Nullable String text(@Nullable Removal removal) {
        return removal == null ? null : Texts.removal(removal);
    }
}
