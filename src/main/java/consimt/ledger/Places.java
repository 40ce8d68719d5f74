package consimt.ledger;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;

/** Limited places for the entries of a business, such as those of one hour. */
public interface Places {

    /**
     * Takes a place for an entry, unless it has one. Places are never given back.
     *
     * @param of what has the places, without an id of a person
     * @param most how many it has
     * @return whether the entry has a place; false if others have all of them
     */
    boolean take(BusinessId businessId, String of, EntryId entry, int most, Instant now);

    /**
     * Takes any number of places, unless all are taken. They are known for a day.
     *
     * @return whether there was a place left
     */
    boolean take(BusinessId businessId, String of, int many, int most, Instant now);
}
