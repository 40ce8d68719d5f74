package consimt.unsubscribe;

import consimt.access.Link;
import consimt.business.Business;
import consimt.form.Values;
import consimt.permission.ContactPermissions;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the page that answers a click may offer to opt back in. A business holds the links that it had made, and could
 * press all that their pages show. So only a link of the operator's offers it, and never more than was allowed before.
 */
record WayBack(ContactPermissions permissions) {

    /** The opt-out of a click, with the way back if an opt-in would allow what was allowed before, and nothing else. */
    Stopped stopped(Link link, @Nullable Standing before, EntryId click, Scope scope, Business business, Instant now) {
        if (before == null || !link.isOfOperator()) {
            return new Stopped(click, scope, "");
        }
        // A click also counts against an opt-in that is dated ahead.
        Instant clicked = now.plus(Values.CLOCK_SKEW);
        Standing after = before.with(fact(Fact.Kind.OPT_OUT, scope, clicked, click));
        // Nothing stores this fact, so any entry's id does.
        Standing back = after.with(fact(Fact.Kind.OPT_IN, scope, clicked.plusSeconds(1), EntryId.ofIdentity()));
        Relation relation = Clicks.relation(link);
        boolean isOpen = permissions.isMarketingAllowed(relation, before, business, scope)
                && permissions.allowsNoMore(relation, before, back, business);
        return new Stopped(click, scope, isOpen ? after.nameOfNoes() : "");
    }

    private static Fact fact(Fact.Kind kind, Scope scope, Instant at, EntryId entry) {
        return new Fact(kind, scope, new Mark(at, entry), null);
    }

    /**
     * An opt-out that a page tells of. The page hands it to its forms, in a sealed field.
     *
     * @param seen names the noes with this one; empty if the page does not offer the way back
     */
    record Stopped(EntryId optOut, Scope scope, String seen) {

        static final String FIELD = "stopped";

        boolean mayReturn() {
            return !seen.isEmpty();
        }

        String text() {
            return String.join(" ", seen, optOut.value(), scope.text());
        }

        /** @param text as above */
        static Stopped of(String text) {
            String[] parts = text.split(" ", 3);
            return new Stopped(new EntryId(parts[1]), Scope.of(parts[2]), parts[0]);
        }
    }
}
