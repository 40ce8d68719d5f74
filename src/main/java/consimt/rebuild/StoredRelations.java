package consimt.rebuild;

import consimt.relation.Relation;
import consimt.relation.Standing;
import java.util.List;

/**
 * Relations as they are stored, part by part. Each call throws {@link consimt.runtime.StoreUnavailable} where the store
 * does not answer.
 */
public interface StoredRelations {

    /** As it is now, by a consistent read. */
    StoredRelation of(Relation relation);

    /** One relation as it was read. */
    interface StoredRelation {

        /** Whether newer code wrote it in a shape that is not known here. Then nothing else can be asked of it. */
        boolean isOfNewerCode();

        Standing standing();

        /** What is stored otherwise than this standing would be. */
        List<Difference> differences(Standing ledger);

        /**
         * Puts a standing in its place.
         *
         * @return false where it is no longer as it was read: then it stays
         */
        boolean become(Standing standing);
    }
}
