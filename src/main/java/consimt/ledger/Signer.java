package consimt.ledger;

/** Who vouches for what a webhook told. */
public enum Signer {
    /** It is signed with the operator's secret, or came by a topic to which only the operator's account can publish. */
    OPERATOR,
    /** It is signed with a secret that the business holds. The business can sign anything. */
    BUSINESS
}
