package consimt.unsubscribe;

import consimt.access.Link;
import consimt.business.Business;
import consimt.permission.ContactPermissions;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import java.time.Instant;
import java.util.Objects;

/**
 * Whether the page that answers a click may offer to opt back in. A business holds the links that it had made, and could
 * press all that their pages show. So only a link of the operator's offers it, and never more than was allowed before.
 */
record WayBack(ContactPermissions permissions) {

    /**
     * Whether an opt-in after the click would allow what was allowed before it, and nothing else.
     *
     * @param before the standing before the click
     */
    boolean isOpen(Link link, Standing before, Scope scope, Business business, Instant now) {
        Standing after = before.with(supposed(Fact.Kind.OPT_OUT, scope, now))
                .with(supposed(Fact.Kind.OPT_IN, scope, now.plusSeconds(1)));
        Relation relation = Clicks.relation(link);
        return link.isOfOperator()
                && permissions.isMarketingAllowed(relation, before, business, scope)
                && permissions.allowsNoMore(relation, before, after, business);
    }

    /** Whether nothing has refused anything since the click. An opt-in would lift that too. */
    static boolean isStillOpen(Stopped stopped, Standing now) {
        Mark click = now.optOutFrom(stopped.scope());
        return stopped.mayReturn()
                && click != null
                // A mark about a part has its entry's id in short.
                && click.entry().shortened().equals(stopped.optOut().shortened())
                && now.heldSince() == null
                && now.refusalSuspectedSince() == null
                && now.marks().keys().stream()
                        .filter(key -> key.kind().isProtective() && now.marks().stands(key))
                        .map(key -> Objects.requireNonNull(now.marks().get(key)))
                        .allMatch(no -> no.equals(click) || no.at().isBefore(click.at()));
    }

    /** Nothing stores this fact, so any entry's id does. */
    private static Fact supposed(Fact.Kind kind, Scope scope, Instant at) {
        return new Fact(kind, scope, new Mark(at, EntryId.ofIdentity()), null);
    }
}
