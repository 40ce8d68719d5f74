package consimt.person;

import consimt.relation.Relation;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The past of people, by the ledgers of all their ids. Each call throws as {@link WholeLedger} does. */
@Singleton
public record PersonsPasts(WholeLedger ledger) {

    public PersonsPast of(Relation relation, Standing stored, int most) {
        return new PersonsPast(ledger, relation, stored, null, PersonsPast.Reader.ofAll(most));
    }

    /** What was recorded up to an instant, by the ledgers alone. */
    public PersonsPast upTo(Instant at, Relation relation, PersonsPast.Reader reader) {
        return new PersonsPast(ledger, relation, Standing.UNKNOWN, at, reader);
    }
}
