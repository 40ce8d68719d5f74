package consimt.local.notice;

import consimt.answer.BatchFailures;
import consimt.answer.BatchFailures.BatchItem;
import consimt.dynamodb.Attributes;
import consimt.form.RawEvent;
import consimt.runtime.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Hands the records of the ledger's stream to {@code publish-notices}, as Lambda does. */
final class LedgerPump implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LedgerPump.class);

    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration BEFORE_A_RETRY = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 100;

    /** Of one record that makes the function fail. Then it is passed over; in AWS it goes to the dead letters. */
    private static final int MOST_TRIES = 60;

    private final TableStreams streams;
    private final String ledger;
    private final Path file;
    private final LocalQueue queue;
    private final Function<RawEvent, BatchFailures> publish;
    private final Loop loop;

    private @Nullable TableStream stream;
    private StreamPlace reached;
    private StreamPlace written;
    private int most = MOST_AT_ONCE;
    private int tries;

    /**
     * @param ledger the name of the table
     * @param file keeps the place in the stream
     */
    LedgerPump(
            DynamoDbClient tables,
            String ledger,
            Path file,
            LocalQueue queue,
            Function<RawEvent, BatchFailures> publish) {
        this.streams = new TableStreams(tables);
        this.ledger = ledger;
        this.file = file;
        this.queue = queue;
        this.publish = publish;
        this.written = StreamPlace.read(file);
        this.reached = written;
        // Before anything is recorded that would not be in the stream.
        this.stream = opened();
        this.loop = Loop.start("notices from the ledger", this::turn);
    }

    private Duration turn() {
        try {
            if (stream == null) {
                stream = opened();
            }
            Duration pause = turn(stream);
            reached = stream.place();
            return pause;
        } catch (RuntimeException fault) {
            // What was read and is not done with is read again.
            stream = null;
            throw fault;
        }
    }

    /** Where a new stream begins is written at once, so that a crash does not move the beginning. */
    private TableStream opened() {
        TableStream opened = streams.open(ledger, reached);
        if (!opened.place().stream().equals(reached.stream())) {
            write(opened.place());
        }
        return opened;
    }

    private Duration turn(TableStream from) {
        List<Record> records = from.next(most);
        if (records.isEmpty()) {
            writeIfDone(from.place());
            return POLL;
        }
        int done = published(records);
        from.done(done);
        reached = from.place();
        return done == records.size() ? Duration.ZERO : BEFORE_A_RETRY;
    }

    /** The queue forgets what it has when this JVM ends. So the written place is before all that is in it. */
    private void writeIfDone(StreamPlace now) {
        if (!now.equals(written) && queue.isEmpty()) {
            write(now);
        }
    }

    private void write(StreamPlace now) {
        now.write(file);
        written = now;
    }

    /** @return how many, from the first on, are done with */
    private int published(List<Record> records) {
        List<Record> told = records.stream().filter(LedgerPump::isPublished).toList();
        if (told.isEmpty()) {
            return records.size();
        }
        BatchFailures failed;
        try {
            failed = publish.apply(LambdaEvents.ofStream(told));
        } catch (RuntimeException fault) {
            return afterFault(records.size(), fault);
        }
        most = MOST_AT_ONCE;
        tries = 0;
        return failed.batchItemFailures().isEmpty()
                ? records.size()
                : before(failed.batchItemFailures().get(0), records);
    }

    /** As Lambda does, fewer records at a time find the one at fault. */
    private int afterFault(int size, RuntimeException fault) {
        if (size > 1 || ++tries < MOST_TRIES) {
            most = Math.max(1, size / 2);
            throw fault;
        }
        LOG.error("A record of the ledger's stream was passed over: publish-notices cannot read it.");
        most = MOST_AT_ONCE;
        tries = 0;
        return size;
    }

    private static int before(BatchItem failed, List<Record> records) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).dynamodb().sequenceNumber().equals(failed.itemIdentifier())) {
                return i;
            }
        }
        return 0;
    }

    /** What the deployed stream's filter lets through: new entries that a business is told of. */
    private static boolean isPublished(Record record) {
        return record.eventName() == OperationType.INSERT
                && record.dynamodb().newImage().containsKey(Attributes.CHANGE_AT);
    }

    /** What was delivered before is not put into the queue again by the next pump. */
    @Override
    public void close() {
        loop.close();
        streams.close();
        try {
            writeIfDone(reached);
        } catch (RuntimeException fault) {
            Faults.log("the place in the ledger's stream", fault);
        }
    }
}
