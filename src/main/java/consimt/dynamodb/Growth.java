package consimt.dynamodb;

import consimt.relation.Standing;

/**
 * How something makes a relation's item grow.
 *
 * <p>The first update is sent without a read and hopes for the usual case. Whether it is done or its condition fails,
 * the old item comes back, and what is still missing is updated from that. Marks only grow, so each failed try means
 * that something else got in, and the tries end.
 */
interface Growth {

    UpdateExpression first();

    /** What the first update leaves where it is done. */
    Standing afterFirst(Standing old);

    /** Where it leads to; to the same from there. */
    Standing goal(Standing old);

    /** The update that leads there from an item as it was read, which is not there yet. */
    UpdateExpression from(Standing old);
}
