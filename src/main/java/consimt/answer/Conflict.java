package consimt.answer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The caller used the same {@code requestId} before, with other content.
 *
 * @param entryId the ledger entry that has this id
 */
@JsonPropertyOrder("outcome")
public record Conflict(String entryId) implements Answer {

    @Override
    public Outcome outcome() {
        return Outcome.CONFLICT;
    }
}
