package consimt.consent;

/** Why a person blocks. */
enum BlockReason {
    NO_LONGER_NEEDED,
    DID_NOT_SIGN_UP,
    SPAM,
    OFFENSIVE,
    OTHER
}
