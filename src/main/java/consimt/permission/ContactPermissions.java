package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.permission.Rules.Ask;
import consimt.relation.Relation;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** What the rules say of every kind of direct contact in a relation, for those who show how things stand. */
@Singleton
public class ContactPermissions {

    private final BusinessSettings settings;
    private final Clock clock;

    public ContactPermissions(BusinessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** One for each kind of contact, in the order of the kinds. Marketing is asked about as a whole. */
    public List<ContactPermission> of(Relation relation, Standing standing, Business business) {
        return Arrays.stream(DirectContact.values())
                .map(contact -> ContactPermission.of(
                        contact, Rules.judge(relation.userId(), ask(standing, business, contact, AskedScope.ALL))))
                .toList();
    }

    /** How the rules come to their answer about one kind of contact. */
    public Explanation explain(
            Relation relation, Standing standing, Business business, DirectContact contact, AskedScope scope) {
        return Explanation.of(relation.userId(), ask(standing, business, contact, scope));
    }

    private Ask ask(Standing standing, Business business, DirectContact contact, AskedScope scope) {
        var terms = new BusinessTerms(settings, () -> business, scope.channel(), null);
        return new Ask(standing, contact.interaction(), contact.category(), scope, clock.instant(), terms);
    }
}
