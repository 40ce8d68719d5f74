package consimt.latemessage;

import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.Topic;
import consimt.followup.FollowUp;
import consimt.followup.FollowUpWork.Steps;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Source;
import consimt.ledger.What.LateMessage;
import consimt.record.Recorder;
import consimt.relation.BusinessId;
import consimt.relation.CurrentRemoval;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Marketing that was sent after the person opted out. The message is an entry in the ledger, and moves the removal to
 * the top of the queue.
 */
@Singleton
public class LateMessages {

    private final Standings standings;
    private final Ledger ledger;
    private final Recorder recorder;
    private final FollowUps followUps;
    private final BusinessSettings settings;
    private final Clock clock;

    public LateMessages(
            Standings standings,
            Ledger ledger,
            Recorder recorder,
            FollowUps followUps,
            BusinessSettings settings,
            Clock clock) {
        this.standings = standings;
        this.ledger = ledger;
        this.recorder = recorder;
        this.followUps = followUps;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Records a late message: one entry, and one more on the count of its removal. The call is idempotent.
     *
     * @param scope of the message, as far as it is known
     * @param standing the standing now, by a consistent read
     * @param caller who records it
     * @return empty if, as far as is known now, the person was not opted out when the message was sent
     */
    public Optional<Outcome> record(
            Relation relation, EntryId messageId, Scope scope, Instant sentAt, Standing standing, CalledBy caller) {
        Predicate<Standing> refuses = then -> isRefused(relation.businessId(), scope, sentAt, then);
        return wasOptedOut(relation, standing, sentAt, refuses)
                ? Optional.of(
                        record(relation, messageId, sentAt, removal(relation, scope, standing, any -> true), caller))
                : Optional.empty();
    }

    /**
     * Records a late message that a status of the messenger tells. A status has no topic, so the message is late only if
     * it was refused whatever its topic.
     *
     * @param number the scope of the sender
     */
    public Optional<Outcome> recordOfAnyTopic(
            Relation relation, EntryId messageId, Scope number, Instant sentAt, Standing standing) {
        Predicate<Standing> refuses = then -> isRefusedWhateverItsTopic(relation.businessId(), number, sentAt, then);
        return wasOptedOut(relation, standing, sentAt, refuses)
                ? Optional.of(record(
                        relation,
                        messageId,
                        sentAt,
                        removal(
                                relation,
                                number,
                                standing,
                                removal -> removal.scope().topic() == null),
                        CalledBy.SYSTEM))
                : Optional.empty();
    }

    /**
     * If wishes came after the message, the ledgers of all the person's ids give the wishes before it. The marks give
     * the last wishes, which the ledger's index may still lack.
     */
    private boolean wasOptedOut(Relation relation, Standing standing, Instant sentAt, Predicate<Standing> refuses) {
        return standing.wasOptedOutBefore(sentAt, refuses)
                .orElseGet(() -> refuses.test(thenOf(relation, standing, sentAt)));
    }

    private boolean isRefused(BusinessId businessId, Scope scope, Instant sentAt, Standing then) {
        return then.optOutFrom(scope) != null
                || !then.marks().scopes().isEmpty()
                        && then.optOutOfAnyFrom(scope) != null
                        && oneCountsForAll(businessId, sentAt);
    }

    /** The settings are read only if the person has wishes about topics. */
    private boolean isRefusedWhateverItsTopic(BusinessId businessId, Scope number, Instant sentAt, Standing then) {
        if (then.marks().scopes().stream().allMatch(scope -> scope.topic() == null)) {
            return isRefused(businessId, number, sentAt, then);
        }
        List<Topic> topics = settings.of(businessId).allTopics();
        return topics.isEmpty()
                ? then.isOptedOutAsAWhole(number)
                : topics.stream()
                        .map(topic -> number.with(Scope.ofTopic(topic.code())))
                        .allMatch(scope -> isRefused(businessId, scope, sentAt, then));
    }

    /** Whether an opt-out of one scope counted for all marketing when the message was sent. */
    private boolean oneCountsForAll(BusinessId businessId, Instant sentAt) {
        Business business = settings.of(businessId);
        return settings.revokingLaw(business, LocalDate.ofInstant(sentAt, business.timeZone())) != null;
    }

    /** The wishes about marketing that were in force at an instant. */
    private Standing thenOf(Relation relation, Standing standing, Instant at) {
        Set<Relation> same = standing.others(relation);
        Standing then = standing.wishesBefore(at);
        for (Relation each : standing.withAllOthers(relation)) {
            boolean isSame = each.equals(relation) || same.contains(each);
            for (Fact wish : ledger.wishesBefore(each, at)) {
                Fact counting = isSame ? wish.elsewhere() : wish.crossing();
                then = counting == null ? then : then.with(counting);
            }
        }
        return then;
    }

    private Outcome record(
            Relation relation, EntryId messageId, Instant sentAt, Optional<FollowUpId> removal, CalledBy caller) {
        Instant now = clock.instant();
        Steps steps = new Steps();
        while (removal.isPresent()) {
            FollowUpId id = removal.get();
            Optional<FollowUp> there = followUps.find(relation.businessId(), id);
            if (there.isEmpty()) {
                break;
            }
            FollowUp followUp = there.get();
            Entry entry = entry(messageId, sentAt, now, id, caller);
            Stored stored = followUps.store(
                    new WorkChange(followUp, steps.next(followUp).withLateMessage(), entry));
            if (stored != Stored.CHANGED_MEANWHILE) {
                return stored == Stored.STORED ? Outcome.RECORDED : Outcome.UNCHANGED;
            }
        }
        return recorder.note(relation, entry(messageId, sentAt, now, null, caller))
                ? Outcome.RECORDED
                : Outcome.UNCHANGED;
    }

    /**
     * The removal that the message is late for, under the id with which it was promised. An opt-in may have ended it
     * since.
     *
     * @param rather which removals count, if there is such a one
     */
    private Optional<FollowUpId> removal(Relation relation, Scope scope, Standing standing, Predicate<Removal> rather) {
        Map<Relation, Standing> elsewhere = standings.withRemovals(List.of(new Standings.Stands(relation, standing)));
        return CurrentRemoval.touching(scope, relation, standing, elsewhere, rather)
                .or(() -> CurrentRemoval.touching(scope, relation, standing, elsewhere, any -> true))
                .map(current -> FollowUpId.ofRemoval(current.relation(), current.removal()))
                .or(() -> standing.removals().ended().stream()
                        .filter(ended -> !ended.scope().contradicts(scope))
                        .findFirst()
                        .map(ended -> FollowUpId.ofRemoval(relation, ended)));
    }

    private static Entry entry(
            EntryId messageId, Instant sentAt, Instant now, @Nullable FollowUpId followUpId, CalledBy caller) {
        return new Entry(
                EntryId.ofMessage(messageId),
                sentAt,
                now,
                Source.of(Source.BUSINESS, caller),
                null,
                new LateMessage(messageId, followUpId));
    }
}
