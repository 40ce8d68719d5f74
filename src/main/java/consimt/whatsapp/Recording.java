package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.function.Parallel;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.whatsapp.Update.IdentityChanged;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes facts of updates, many at once: the identities first, then the messages' ledger entries, then what each person's
 * updates do to their standing, and in the end what is held. What is about one person goes one after the other.
 *
 * <p>All of it is idempotent, so whatever is cut off is completed when the same updates come again.
 */
@Singleton
public class Recording {

    private final Facts facts;
    private final BusinessSettings settings;

    public Recording(Facts facts, BusinessSettings settings) {
        this.facts = facts;
        this.settings = settings;
    }

    /** @throws consimt.function.StoreUnavailable where not everything could be stored; then nothing is acknowledged */
    void record(Map<BusinessId, List<Update>> updates) {
        List<Runnable> identities = new ArrayList<>();
        List<PersonUpdates> told = new ArrayList<>();
        updates.forEach((businessId, its) -> {
            OptOutDetector meaning = OptOutDetector.of(settings.of(businessId));
            List<IdentityChanged> changes = new ArrayList<>();
            List<Update> others = new ArrayList<>();
            for (Update update : its) {
                if (update instanceof IdentityChanged change) {
                    changes.add(change);
                } else {
                    others.add(update);
                }
            }
            Kin.among(changes)
                    .forEach(
                            ofOne -> identities.add(() -> ofOne.forEach(change -> facts.identity(businessId, change))));
            others.stream()
                    .collect(groupingBy(update -> update.person().userId()))
                    .forEach((userId, theirs) ->
                            told.add(new PersonUpdates(new Relation(userId, businessId), theirs, meaning)));
        });
        Parallel.run(identities);
        Parallel.run(told.stream().flatMap(each -> each.entries(facts)).toList());
        Parallel.run(told.stream().<Runnable>map(each -> () -> each.join(facts)).toList());
        facts.hold(told.stream().flatMap(PersonUpdates::held).toList());
    }
}
