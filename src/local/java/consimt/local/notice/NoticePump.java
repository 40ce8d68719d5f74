package consimt.local.notice;

import consimt.answer.BatchFailures;
import consimt.form.Input;
import consimt.form.RawEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Does what AWS does between the functions of notices, until it is closed. */
public final class NoticePump implements AutoCloseable {

    private static final Duration BETWEEN_RESUMES = Duration.ofSeconds(5);

    private final LedgerPump ledger;
    private final QueuePump delivery;
    private final Loop resuming;

    /** The functions that it calls. */
    public record NoticeFunctions(
            Function<RawEvent, BatchFailures> publish,
            Function<RawEvent, BatchFailures> deliver,
            Consumer<Input> resume) {}

    /**
     * @param tables a client, whose endpoint and credentials are those of the ledger's stream too
     * @param ledger the name of the ledger's table
     * @param place the file that keeps the place in the stream
     */
    public NoticePump(DynamoDbClient tables, String ledger, Path place, LocalQueue queue, NoticeFunctions functions) {
        this.ledger = new LedgerPump(tables, ledger, place, queue, functions.publish);
        this.delivery = new QueuePump(queue, functions.deliver);
        this.resuming = Loop.start("resuming notices", () -> {
            functions.resume.accept(Input.nothing());
            return BETWEEN_RESUMES;
        });
    }

    /** Waits for what it is doing now. */
    @Override
    public void close() {
        resuming.close();
        delivery.close();
        ledger.close();
    }
}
