package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.followup.LateMessages;
import consimt.followup.LateMessages.LateNotices;
import consimt.inbound.OwnEntries.Admission;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.runtime.Attempts;
import consimt.runtime.Parallel;
import consimt.whatsapp.envelope.Update.MarketingSent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** Marketing that a status tells of. What was sent after the person opted out is a late message. */
@Singleton
public record SentMarketing(Standings standings, LateMessages lateMessages) {

    record SentToRelation(Relation relation, MarketingSent message) {}

    private record Late(Relation relation, Standing standing, MarketingSent message) {}

    /** Statuses of messages that were not late are no entries, however many there are. */
    void recordLate(List<SentToRelation> sent, Admission admission) {
        LateNotices notices = new LateNotices();
        Queue<Late> late = new ConcurrentLinkedQueue<>();
        Attempts attempts = new Attempts();
        attempts.run(() -> ofEach(sent, SentToRelation::relation, its -> late.addAll(lateOf(its))));
        List<Late> admitted = new ArrayList<>();
        attempts.run(() -> admitted.addAll(admission.admitted(late, each -> each.relation.businessId())));
        attempts.run(() -> ofEach(admitted, Late::relation, its -> its.forEach(each -> record(each, notices))));
        attempts.end();
    }

    /** People side by side, the messages of one person one after another. */
    private static <T> void ofEach(Collection<T> all, Function<T, Relation> relation, Consumer<List<T>> person) {
        Parallel.run(all.stream().collect(groupingBy(relation)).values().stream()
                .<Runnable>map(its -> () -> person.accept(its))
                .toList());
    }

    private List<Late> lateOf(List<SentToRelation> sent) {
        Relation relation = sent.get(0).relation;
        Standing standing = standings.of(relation, Consistency.STRONG);
        return sent.stream()
                .map(each -> new Late(relation, standing, each.message))
                .filter(each -> lateMessages.isLateOfAnyTopic(
                        relation,
                        UpdateStatements.number(each.message),
                        each.message.time().at(),
                        standing))
                .toList();
    }

    private void record(Late late, LateNotices notices) {
        lateMessages.recordOfAnyTopic(
                late.relation,
                late.message.entryId(),
                UpdateStatements.number(late.message),
                late.message.time().at(),
                late.standing,
                notices);
    }
}
