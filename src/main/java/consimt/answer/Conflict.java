package consimt.answer;

/**
 * The caller used the same {@code requestId} before, with other content.
 *
 * @param entryId the ledger entry that has this id
 */
public record Conflict(String entryId) implements Answer {

    @Override
    public Outcome outcome() {
        return Outcome.CONFLICT;
    }
}
