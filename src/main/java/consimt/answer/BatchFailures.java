package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The answer to a batch of a queue or a stream, in the form that Lambda takes, without any other field.
 *
 * @param batchItemFailures what is not done with: messages that stay in the queue, or the record from which the stream is
 *     to go on
 */
@JsonIgnoreProperties("outcome")
public record BatchFailures(List<BatchItem> batchItemFailures) implements Answer {

    /** @param itemIdentifier the message's id, or the record's sequence number */
    public record BatchItem(String itemIdentifier) {}

    public static BatchFailures of(List<String> ids) {
        return new BatchFailures(ids.stream().map(BatchItem::new).toList());
    }

    @Override
    public Outcome outcome() {
        return Outcome.RECORDED;
    }
}
