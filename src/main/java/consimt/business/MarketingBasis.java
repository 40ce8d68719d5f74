package consimt.business;

import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Basis;

/**
 * Which agreement of a person covers a business's marketing, the weakest first. Which one is lawful depends on the
 * country ({@link Laws}).
 */
public enum MarketingBasis {
    /** Any agreement to the conversation, until the person opts out. */
    CONVERSATION,
    /** An expressed yes (CONTINUE, or an opt-in). A message to the business is not enough. */
    EXPRESSED,
    /** Only an opt-in to the marketing itself. */
    OPT_IN;

    /**
     * Whether what the person agreed to covers a message that no opt-out refuses.
     *
     * @param message its scope, as far as it is known
     */
    public boolean covers(Standing standing, Scope message) {
        return switch (this) {
            case CONVERSATION -> standing.basis() != null;
            case EXPRESSED -> standing.basis() == Basis.EXPRESSED;
            case OPT_IN -> standing.isOptedInTo(message);
        };
    }

    /** The same of what the business claims that the person agreed to. */
    public boolean coversByClaim(Standing standing, Scope message) {
        return switch (this) {
            case CONVERSATION -> standing.isOpenedByClaim();
            case EXPRESSED -> standing.isClaimedExpressly();
            case OPT_IN -> standing.isClaimedFor(message);
        };
    }

    /** Whether this basis takes something for a yes that the other one does not. */
    boolean isWeakerThan(MarketingBasis other) {
        return compareTo(other) < 0;
    }
}
