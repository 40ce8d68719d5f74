package consimt.notice.delivery;

import consimt.answer.Answer;
import consimt.answer.BatchFailures;
import consimt.form.Guarded;
import consimt.form.RawEvent;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.LedgerStream;
import consimt.notice.delivery.DeliveryPorts.LedgerStream.Streamed;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue.ForQueue;
import consimt.notice.delivery.NoticePosts.NoticeJson;
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
 * Puts the notices of new ledger entries into the queue, called by the ledger's stream: for the endpoint of the business,
 * and once more for the operator's bus, if there are these. So neither waits for the other.
 */
@Singleton
public record PublishNotices(LedgerStream stream, NoticePosts posts, NoticeQueue queue, NoticeBus bus, NoticeJson json)
        implements Guarded {

    /** @throws IllegalArgumentException if the event is not a stream's */
    @Funq("publish-notices")
    public Answer publishNotices(RawEvent event) {
        return guarded(() -> publish(event));
    }

    private Answer publish(RawEvent event) {
        Map<BusinessId, Boolean> wanted = new HashMap<>();
        for (List<Streamed> chunk : chunks(stream.read(RawEvent.jsonOf(event)))) {
            try {
                put(chunk, wanted);
            } catch (RuntimeException fault) {
                Faults.log("PublishNotices", fault);
                // Lambda calls again from this record on. What is in the queue already is not put in again.
                return BatchFailures.of(List.of(chunk.get(0).sequence()));
            }
        }
        return BatchFailures.of(List.of());
    }

    /** No chunk has a relation twice, so a part of it that fails changes the order of none. */
    private static List<List<Streamed>> chunks(List<Streamed> told) {
        List<List<Streamed>> chunks = new ArrayList<>();
        List<Streamed> chunk = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        for (Streamed each : told) {
            String group = NoticeJson.group(each.notice());
            if (chunk.size() == NoticeQueue.MOST_AT_ONCE || groups.contains(group)) {
                chunks.add(List.copyOf(chunk));
                chunk.clear();
                groups.clear();
            }
            chunk.add(each);
            groups.add(group);
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private void put(List<Streamed> chunk, Map<BusinessId, Boolean> wanted) {
        List<ForQueue> forEndpoints = chunk.stream()
                .filter(each -> wanted.computeIfAbsent(
                        each.notice().data().businessId(),
                        businessId -> posts.of(businessId).isPresent()))
                .map(this::forQueue)
                .toList();
        if (!forEndpoints.isEmpty()) {
            queue.put(forEndpoints);
        }
        if (bus.isThere()) {
            queue.put(chunk.stream()
                    .map(this::forQueue)
                    .map(QueuedNotice::forTheBus)
                    .toList());
        }
    }

    private ForQueue forQueue(Streamed record) {
        Notice notice = record.notice();
        return new ForQueue(notice.id().text(), NoticeJson.group(notice), json.body(notice));
    }
}
