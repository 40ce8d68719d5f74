package consimt.business;

import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import consimt.relation.Standing.Marketing;

/**
 * Which agreement of a person covers a business's marketing, the weakest first. Which one is lawful depends on the
 * country ({@link BasisByLaw}).
 */
public enum MarketingBasis {
    /** Any agreement to the conversation, until the person opts out. */
    CONVERSATION {
        @Override
        public boolean covers(Standing standing) {
            return standing.basis() != null;
        }
    },
    /** An expressed yes (CONTINUE, or an opt-in). A message to the business is not enough. */
    EXPRESSED {
        @Override
        public boolean covers(Standing standing) {
            return standing.basis() == Basis.EXPRESSED;
        }
    },
    /** Only an opt-in to marketing itself. */
    OPT_IN {
        @Override
        public boolean covers(Standing standing) {
            return standing.marketing() == Marketing.OPTED_IN;
        }
    };

    public abstract boolean covers(Standing standing);

    /** Whether this basis takes something for a yes that the other one does not. */
    boolean isWeakerThan(MarketingBasis other) {
        return compareTo(other) < 0;
    }
}
