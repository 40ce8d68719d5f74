package consimt.ledger;

/** Who vouches for what a webhook told. */
public enum Signer {
    /** It is signed with the operator's secret, or came by a topic that only the operator's account can publish to. */
    OPERATOR,
    /** It is signed with a secret that the business holds, who can sign anything. */
    BUSINESS
}
