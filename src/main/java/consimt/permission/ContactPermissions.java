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

/** What the rules say of every kind of direct contact in a relation, for those who show a person how things stand. */
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
        var terms = new BusinessTerms(settings, () -> business, null, null);
        var now = clock.instant();
        return Arrays.stream(DirectContact.values())
                .map(contact -> ContactPermission.of(
                        contact,
                        Rules.judge(
                                relation.userId(),
                                new Ask(
                                        standing,
                                        contact.interaction(),
                                        contact.category(),
                                        AskedScope.ALL,
                                        now,
                                        terms))))
                .toList();
    }
}
