package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.latemessage.LateMessages;
import consimt.latemessage.LateNotices;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.runtime.Parallel;
import consimt.whatsapp.envelope.Update.MarketingSent;
import jakarta.inject.Singleton;
import java.util.List;

/** Marketing that a status tells of. What was sent after the person opted out is a late message. */
@Singleton
public class SentMarketing {

    private final Standings standings;
    private final LateMessages lateMessages;

    public SentMarketing(Standings standings, LateMessages lateMessages) {
        this.standings = standings;
        this.lateMessages = lateMessages;
    }

    record SentMessage(Relation relation, MarketingSent message) {}

    void recordLate(List<SentMessage> sent) {
        LateNotices notices = new LateNotices();
        Parallel.run(sent.stream().collect(groupingBy(SentMessage::relation)).entrySet().stream()
                .<Runnable>map(each -> () -> recordLate(each.getKey(), each.getValue(), notices))
                .toList());
    }

    private void recordLate(Relation relation, List<SentMessage> sent, LateNotices notices) {
        Standing standing = standings.of(relation, Consistency.STRONG);
        for (SentMessage each : sent) {
            lateMessages.recordOfAnyTopic(
                    relation,
                    each.message.entryId(),
                    UpdateStatements.number(each.message),
                    each.message.time().at(),
                    standing,
                    notices);
        }
    }
}
