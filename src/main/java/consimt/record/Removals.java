package consimt.record;

import consimt.record.RelationView.RemovalView;
import consimt.relation.Scope;
import java.util.Optional;
import java.util.function.Predicate;

public interface Removals {

    /** Where the business removed at once, or nothing is to be removed. */
    Removals NONE = which -> Optional.empty();

    /** One of those whose scope counts: one that is not done, if there is such a one, and the latest of them. */
    Optional<RemovalView> of(Predicate<Scope> which);
}
