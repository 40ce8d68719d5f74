package consimt.relation;

import consimt.relation.Standings.Consistency;
import java.util.List;
import java.util.Map;

/**
 * The store of all standings, to read those of many people at one business. Each call answers for all whom it says it
 * answers for, or throws {@link consimt.runtime.StoreUnavailable}.
 */
public interface Audiences {

    /**
     * Reads an index, which may lag behind the last write by moments, from the first of these people on. It stops at the
     * last of them, or where it has read enough.
     *
     * @param people in the order of their ids, each once; at least one
     * @param most how many relations are read, of these people and of others between them
     */
    Stretch along(BusinessId businessId, List<UserId> people, int most);

    /** Reads the relation of each of these people, a hundred in one batch read, side by side. */
    Stretch singly(BusinessId businessId, List<UserId> people, Consistency consistency);

    /**
     * What was read.
     *
     * @param standings of those who have a relation
     * @param people for how many of those who were asked for, from the first on, it answers
     * @param rows how many relations were read
     * @param readUnits as the store counted them
     */
    record Stretch(Map<UserId, Standing> standings, int people, int rows, double readUnits) {}
}
