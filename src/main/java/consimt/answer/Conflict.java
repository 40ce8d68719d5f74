package consimt.answer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The caller's own key stands in the ledger for something else.
 *
 * @param entryId the ledger entry that it stands for
 */
@JsonPropertyOrder("outcome")
public record Conflict(String entryId) implements Answer {

    @Override
    public Outcome outcome() {
        return Outcome.CONFLICT;
    }
}
