package consimt.relation;

import org.jspecify.annotations.Nullable;

/**
 * Every relation's standing, to write. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does not
 * answer, and where a relation was written by newer code in a shape that is not known here.
 *
 * <p>Each call is about one relation. What a person's other ids need is for the caller to do.
 */
public interface Relations {

    /**
     * Brings a relation to where an addition leads. The same again does nothing.
     *
     * @param believed how it stands, as somebody just read it, or null. The update is right whatever it is; it is one call
     *     where the belief is true
     * @param replacing a removal whose place may be taken, for its work was ended before; or null
     */
    Joined join(Relation relation, Addition addition, @Nullable Standing believed, @Nullable Removal replacing);

    /**
     * Marks the business's first contact in one relation, if nothing stands in its way.
     *
     * @return the contact is granted exactly if its mark stands after
     */
    Joined contact(Relation relation, Fact firstContact);

    /** Takes a removal out of a relation, where it is still the one that the relation tells of. */
    void drop(Relation relation, Removal removal);

    /**
     * What became of one relation.
     *
     * @param moved whether the store was changed
     * @param inTheWay a removal whose work is to be ended before the rest of the addition can be joined; null where all of
     *     it is
     */
    record Joined(
            Standing before,
            Standing after,
            boolean moved,
            @Nullable Removal inTheWay) {

        /** This, and then another one of the same relation. */
        public Joined then(Joined next) {
            return new Joined(before, next.after, moved || next.moved, next.inTheWay);
        }
    }
}
