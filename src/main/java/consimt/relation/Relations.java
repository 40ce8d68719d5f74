package consimt.relation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every relation's standing. Each call throws {@link consimt.function.StoreUnavailable} where the store does not answer. */
public interface Relations {

    /** Whether a read may lag behind the last write by moments, at half the price. */
    enum Consistency {
        EVENTUAL,
        STRONG
    }

    /** One read of half a request unit, or one if strong. */
    Standing of(Relation relation, Consistency consistency);

    /** One batch read, half a request unit each, or one if strong. Never a partial answer. */
    Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency);

    /**
     * Joins a fact into its relation's standing. The same fact again does nothing.
     *
     * @param beforeReplacing told of a removal that is over, before a new one takes its place
     */
    Move join(Relation relation, Fact fact, Consumer<Removal> beforeReplacing);

    /**
     * Marks the business's first contact, if nothing stands in its way: granted once, however many ask.
     *
     * @return what was there before; the contact is granted exactly if {@link Move#moved}
     */
    Move contact(Relation relation, Fact firstContact);

    /**
     * The person's relations, by business.
     *
     * @param after the business to go on after, or null to start
     */
    Page of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit);

    /** @param next the business to go on after, or null where there are no more */
    record Page(List<One> relations, @Nullable BusinessId next) {}

    record One(Relation relation, Standing standing) {}
}
