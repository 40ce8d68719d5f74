package consimt.business;

import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import consimt.relation.Standing.Marketing;

/** What a business takes as a person's agreement to its marketing. Which one is lawful depends on where it is. */
public enum MarketingBasis {
    /** Any agreement to the conversation, until the person opts out. */
    CONVERSATION {
        @Override
        public boolean covers(Standing standing) {
            return standing.basis() != null;
        }
    },
    /** A person's yes; that they wrote to the business is not enough. */
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
}
