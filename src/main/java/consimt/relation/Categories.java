package consimt.relation;

/** What an opt-out refuses besides marketing, by the channel of its scope. */
public enum Categories {
    /** Messages of every category. */
    ALL
}
