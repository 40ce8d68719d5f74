package consimt.dynamodb;

import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MarkKind.Keeps;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.ReportKey;
import consimt.relation.Standing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The updates that join one fact into its relation's item.
 *
 * <p>The usual case is that each mark moves and the fact is in force. Where it is not so, the old item says exactly
 * which marks still move and what becomes of the sparse index. What does not move now never will and needs no condition.
 */
final class Joining implements Growth {

    private final Relation relation;
    private final Fact fact;

    Joining(Relation relation, Fact fact) {
        this.relation = relation;
        this.fact = fact;
    }

    @Override
    public UpdateExpression first() {
        UpdateExpression update = new UpdateExpression();
        for (MarkKind kind : fact.kind().moves()) {
            if (kind.keeps() == Keeps.EARLIEST && fact.kind().moves().size() > 1) {
                staysOrBegins(update, kind);
            } else {
                moves(update, kind);
            }
        }
        if (fact.kind().isReport()) {
            counts(update);
        }
        index().ifPresent(index -> index.turn(update));
        if (fact.kind().isOptOut()) {
            begins(update, null, fact.stopsBy() == null ? null : new Removal(fact.stopsBy(), fact.mark()));
        }
        return update;
    }

    @Override
    public Standing afterFirst(Standing old) {
        return goal(old);
    }

    @Override
    public Standing goal(Standing old) {
        return old.with(fact);
    }

    @Override
    public UpdateExpression from(Standing old) {
        Standing next = goal(old);
        UpdateExpression update = new UpdateExpression();
        for (MarkKind kind : fact.kind().moves()) {
            if (!Objects.equals(old.mark(kind), next.mark(kind))) {
                moves(update, kind);
            }
        }
        if (!old.reports().equals(next.reports())) {
            counts(update);
        }
        index().filter(index -> index.isTurnedBy(next)).ifPresent(index -> index.turn(update));
        removal(update, old, next);
        return update;
    }

    private void moves(UpdateExpression update, MarkKind kind) {
        String attribute = Attributes.of(kind);
        AttributeValue mark = Items.text(Texts.mark(fact.mark()));
        update.set(attribute, mark).onlyIfAbsentOr(attribute, kind.keeps() == Keeps.EARLIEST ? ">" : "<", mark);
    }

    /** For a mark that a fact sets besides: it keeps the earliest, and is usually there already. */
    private void staysOrBegins(UpdateExpression update, MarkKind kind) {
        String attribute = Attributes.of(kind);
        AttributeValue mark = Items.text(Texts.mark(fact.mark()));
        update.setIfAbsent(attribute, mark).onlyIfAbsentOr(attribute, "<=", mark);
    }

    private void counts(UpdateExpression update) {
        String key = ReportKey.of(fact.mark().entry());
        update.add(Attributes.REPORTS, AttributeValue.fromSs(List.of(key)))
                .onlyIfAbsentOrRoomFor(Attributes.REPORTS, Items.text(key), Standing.MOST_REPORTS);
    }

    private void removal(UpdateExpression update, Standing old, Standing next) {
        Mark optedOut = old.mark(MarkKind.OPTED_OUT);
        if (!fact.kind().isOptOut()) {
            return;
        }
        if (Objects.equals(old.removal(), next.removal()) && old.currentRemoval() != null && optedOut != null) {
            // It stays as promised only as long as no opt-in ends it meanwhile.
            update.onlyIfAbsentOr(Attributes.of(MarkKind.OPTED_IN), "<", Items.text(Texts.afterMarksAt(optedOut.at())));
        } else {
            begins(update, old.removal(), next.removal());
        }
    }

    /** The removal of the opt-out in the place of the one that was there, either of which may be none. */
    private static void begins(UpdateExpression update, @Nullable Removal before, @Nullable Removal next) {
        if (before == null) {
            update.onlyIfAbsent(Attributes.REMOVAL);
        } else {
            update.onlyIfEqual(Attributes.REMOVAL, Items.text(Texts.removal(before)));
        }
        if (Objects.equals(before, next)) {
            return;
        }
        if (next == null) {
            update.remove(Attributes.REMOVAL);
        } else {
            update.set(Attributes.REMOVAL, Items.text(Texts.removal(next)));
        }
        if (before != null) {
            update.set(Attributes.REMOVAL_BEFORE, Items.text(Texts.removal(before)));
        }
    }

    /** The sparse index that the fact turns on or off, if any. */
    private Optional<Switch> index() {
        return switch (fact.kind()) {
            case BLOCK, REPORT_AND_BLOCK ->
                Optional.of(new Switch(MarkKind.BLOCKED, MarkKind.UNBLOCKED, Attributes.BLOCKED_BY, true));
            case UNBLOCK -> Optional.of(new Switch(MarkKind.UNBLOCKED, MarkKind.BLOCKED, Attributes.BLOCKED_BY, false));
            case OPT_OUT, MESSAGE_THAT_OPTS_OUT ->
                Optional.of(new Switch(MarkKind.OPTED_OUT, MarkKind.OPTED_IN, Attributes.OPTED_OUT_OF, true));
            case OPT_IN ->
                Optional.of(new Switch(MarkKind.OPTED_IN, MarkKind.OPTED_OUT, Attributes.OPTED_OUT_OF, false));
            case FIRST_CONTACT, MESSAGE_SENT, CONTINUE, REPORT -> Optional.empty();
        };
    }

    /** A sparse index attribute, there exactly while the protective mark is not before its opposite. */
    private final class Switch {

        private final MarkKind own;
        private final MarkKind opposite;
        private final String attribute;
        private final boolean on;

        Switch(MarkKind own, MarkKind opposite, String attribute, boolean on) {
            this.own = own;
            this.opposite = opposite;
            this.attribute = attribute;
            this.on = on;
        }

        /** Whether the fact is what counts in the standing: its mark stands, and no later opposite does. */
        boolean isTurnedBy(Standing next) {
            Mark against = next.mark(opposite);
            return fact.mark().equals(next.mark(own)) && (against == null || wins(against));
        }

        private boolean wins(Mark against) {
            return on
                    ? !fact.mark().at().isBefore(against.at())
                    : fact.mark().at().isAfter(against.at());
        }

        void turn(UpdateExpression update) {
            if (on) {
                update.set(attribute, Items.text(relation.businessId().value()));
                update.onlyIfAbsentOr(
                        Attributes.of(opposite),
                        "<",
                        Items.text(Texts.afterMarksAt(fact.mark().at())));
            } else {
                update.remove(attribute);
                update.onlyIfAbsentOr(
                        Attributes.of(opposite),
                        "<",
                        Items.text(Texts.beforeMarksAt(fact.mark().at())));
            }
        }
    }
}
