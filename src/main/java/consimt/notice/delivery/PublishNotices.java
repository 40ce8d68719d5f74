package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.form.Guarded;
import consimt.form.RawEvent;
import consimt.notice.Notice;
import consimt.notice.delivery.LedgerStream.Streamed;
import consimt.notice.delivery.NoticeQueue.ForQueue;
import consimt.relation.BusinessId;
import consimt.runtime.Faults;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the notices of new ledger entries into the queue, called by the ledger's stream. Notices of a business without an
 * endpoint go nowhere: {@code list-changes} has them.
 */
@Guarded
@Singleton
public class PublishNotices {

    private final LedgerStream stream;
    private final NoticePosts posts;
    private final NoticeQueue queue;
    private final NoticeJson json;

    PublishNotices(LedgerStream stream, NoticePosts posts, NoticeQueue queue, NoticeJson json) {
        this.stream = stream;
        this.posts = posts;
        this.queue = queue;
        this.json = json;
    }

    /** @throws IllegalArgumentException if the event is not a stream's */
    @Funq("publish-notices")
    public Answer publishNotices(RawEvent event) {
        List<Streamed> records = stream.read(RawEvent.jsonOf(event));
        Map<BusinessId, Boolean> wanted = new HashMap<>();
        List<Streamed> chunk = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        try {
            for (Streamed each : records) {
                if (each.notice().isEmpty()
                        || !wanted.computeIfAbsent(
                                each.notice().get().data().businessId(),
                                businessId -> posts.of(businessId).isPresent())) {
                    continue;
                }
                // In one call no relation is twice, so a part of it that fails changes the order of none.
                if (chunk.size() == NoticeQueue.MOST_AT_ONCE
                        || !groups.add(NoticeJson.group(each.notice().get()))) {
                    put(chunk);
                    chunk.clear();
                    groups.clear();
                    groups.add(NoticeJson.group(each.notice().get()));
                }
                chunk.add(each);
            }
            put(chunk);
            return new NotPublished(List.of());
        } catch (NotPut failed) {
            return new NotPublished(List.of(new FailedRecord(failed.sequence)));
        } catch (RuntimeException fault) {
            Faults.log("publishNotices", fault);
            // Lambda calls again from this record on. What is in the queue already is not put in again.
            return new NotPublished(List.of(
                    new FailedRecord((chunk.isEmpty() ? records : chunk).get(0).sequence())));
        }
    }

    private void put(List<Streamed> chunk) throws NotPut {
        if (chunk.isEmpty()) {
            return;
        }
        List<Integer> failed = queue.put(chunk.stream()
                .map(each -> forQueue(each.notice().orElseThrow()))
                .toList());
        if (!failed.isEmpty()) {
            throw new NotPut(chunk.get(failed.stream().min(Integer::compare).orElseThrow())
                    .sequence());
        }
    }

    private ForQueue forQueue(Notice notice) {
        return new ForQueue(notice.id().text(), NoticeJson.group(notice), json.body(notice));
    }

    /** The queue did not take a notice. */
    private static final class NotPut extends Exception {

        private final String sequence;

        NotPut(String sequence) {
            super("not in the queue", null, false, false);
            this.sequence = sequence;
        }
    }

    /**
     * The answer in the form that Lambda takes for a stream, without any other field.
     *
     * @param batchItemFailures the record from which to go on
     */
    @JsonIgnoreProperties("outcome")
    public record NotPublished(List<FailedRecord> batchItemFailures) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.RECORDED;
        }
    }

    /** @param itemIdentifier the record's sequence number */
    public record FailedRecord(String itemIdentifier) {}
}
