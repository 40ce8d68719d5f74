package consimt.rebuild;

import consimt.relation.Relation;
import consimt.relation.Standing;
import java.util.List;

/** The store of relations, part by part. */
public interface StoredRelations {

    /** The relation now, by a consistent read. */
    StoredRelation read(Relation relation);

    /** One relation as it was read. */
    interface StoredRelation {

        /** Whether newer code wrote it in a shape that this code does not know. Then no other method may be called. */
        boolean isOfNewerCode();

        Standing standing();

        /** The parts that differ from this standing. */
        List<Difference> differences(Standing ledger);

        /**
         * Replaces the relation by a standing.
         *
         * @return false if it changed since it was read; then nothing is written
         */
        boolean become(Standing standing);
    }
}
