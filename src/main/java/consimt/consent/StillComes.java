package consimt.consent;

import consimt.business.Business;
import consimt.permission.ContactPermissions;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.runtime.Faults;
import consimt.runtime.StoreUnavailable;
import consimt.words.Words;

/** What still comes after an opt-out. A sentence is there only where the check would allow what it names. */
record StillComes(ContactPermissions permissions) {

    /** @param scope what was stopped */
    String after(Scope scope, Relation relation, Standing standing, Business business, Words words) {
        try {
            boolean others = !scope.isAll() && permissions.isAnyMarketingAllowed(relation, standing, business);
            boolean orders = permissions.areOrdersAllowed(relation, standing, business);
            return (others ? " " + words.say("optOut.others") : "") + (orders ? " " + words.say("optOut.orders") : "");
        } catch (StoreUnavailable unread) {
            // The opt-out is recorded. Its answer does not wait for the operator's settings.
            Faults.log("what still comes after an opt-out", unread);
            return "";
        }
    }
}
