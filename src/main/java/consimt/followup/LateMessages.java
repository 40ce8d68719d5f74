package consimt.followup;

import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.business.Business.Topic;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.Tries;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.RemovalDesk.LateRemoval;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.LateMessage;
import consimt.ledger.Ledger;
import consimt.ledger.Source;
import consimt.record.Recorder;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Marketing that was sent after the person opted out. The message is an entry in the ledger, and moves the removal to
 * the top of the queue. The business is told of the first one of a person and day, as far as {@link LateNotices} goes;
 * without a removal, of the first one of a person and call.
 */
@Singleton
public record LateMessages(
        RemovalDesk removals,
        Ledger ledger,
        Recorder recorder,
        FollowUps followUps,
        BusinessSettings settings,
        Metrics metrics,
        Clock clock) {

    /**
     * Records a late message: one entry, and one more on the count of its removal. The call is idempotent.
     *
     * @param standing the standing now, by a consistent read
     * @return empty if, as far as is known now, the person was not opted out when the message was sent
     */
    public Optional<Outcome> record(
            Relation relation,
            EntryId messageId,
            Scope scope,
            Instant sentAt,
            Standing standing,
            CalledBy caller,
            LateNotices notices) {
        Predicate<Standing> refuses = then -> isRefused(relation.businessId(), scope, sentAt, then);
        if (!wasOptedOut(relation, standing, sentAt, refuses)) {
            return Optional.empty();
        }
        return Optional.of(record(
                new Late(relation, messageId, sentAt, clock.instant(), caller),
                () -> removals.lateFor(relation, standing, scope, any -> true),
                standing,
                notices));
    }

    /**
     * Whether a message that a status of the messenger tells is late. A status has no topic, so the message is late only
     * if it was refused whatever its topic.
     *
     * @param number the scope of the sender
     */
    public boolean isLateOfAnyTopic(Relation relation, Scope number, Instant sentAt, Standing standing) {
        return wasOptedOut(
                relation,
                standing,
                sentAt,
                then -> isRefusedWhateverItsTopic(relation.businessId(), number, sentAt, then));
    }

    /** Records a late message that a status of the messenger tells. */
    public void recordOfAnyTopic(
            Relation relation,
            EntryId messageId,
            Scope number,
            Instant sentAt,
            Standing standing,
            LateNotices notices) {
        record(
                new Late(relation, messageId, sentAt, clock.instant(), CalledBy.SYSTEM),
                () -> removals.lateFor(relation, standing, number, removal -> removal.topic() == null),
                standing,
                notices);
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
        List<Topic> topics = settings.of(businessId).offering().topics();
        return topics.isEmpty()
                ? then.isOptedOutAsAWhole(number)
                : topics.stream()
                        .map(topic -> number.with(Scope.ofTopic(topic.code())))
                        .allMatch(scope -> isRefused(businessId, scope, sentAt, then));
    }

    /** Whether an opt-out of one scope counted for all marketing when the message was sent. */
    private boolean oneCountsForAll(BusinessId businessId, Instant sentAt) {
        Business business = settings.of(businessId);
        return settings.revokingLaw(business, settings::ofOperator, business.dayOf(sentAt)) != null;
    }

    /** The wishes about marketing that were in force at an instant. */
    private Standing thenOf(Relation relation, Standing standing, Instant at) {
        Set<Relation> same = standing.others(relation);
        Standing then = standing.wishesBefore(at);
        for (Relation each : standing.withAllOthers(relation)) {
            boolean isSame = each.equals(relation) || same.contains(each);
            for (Fact wish : ledger.wishesBefore(each, at).found()) {
                Fact counting = isSame ? wish : wish.crossing();
                then = counting == null ? then : then.with(counting);
            }
        }
        return then;
    }

    private Outcome record(Late late, Supplier<Optional<LateRemoval>> removal, Standing standing, LateNotices notices) {
        if (!notices.hasRoomFor(late.relation)) {
            metrics.reached("LATE_MESSAGES", late.relation.businessId().value());
        }
        boolean hasPlace = notices.take(late.relation, standing.withAllOthers(late.relation));
        LateMessage stored = store(late, removal, hasPlace);
        if (hasPlace && (stored == null || !stored.isTold())) {
            notices.giveBack(late.relation);
        }
        return stored == null ? Outcome.UNCHANGED : Outcome.RECORDED;
    }

    /** Null if the ledger had the message before. */
    private @Nullable LateMessage store(Late late, Supplier<Optional<LateRemoval>> removal, boolean hasPlace) {
        LateRemoval current = removal.get().orElse(null);
        Tries tries = new Tries();
        while (current != null) {
            tries.begin();
            LocalDate today = settings.of(late.relation.businessId()).dayOf(late.now);
            boolean isTold =
                    hasPlace && (current.toldOn() == null || current.toldOn().isBefore(today));
            FollowUp before = current.removal();
            LateMessage what = new LateMessage(late.messageId, before.id(), isTold);
            Stored result = followUps.store(
                    new WorkChange(before, before.withLateMessage(isTold ? today : null), late.entry(what)));
            if (result != Stored.CHANGED_MEANWHILE) {
                return result == Stored.STORED ? what : null;
            }
            current = removal.get().orElse(null);
        }
        LateMessage what = new LateMessage(late.messageId, null, hasPlace);
        return recorder.note(late.relation, late.entry(what)) ? what : null;
    }

    /**
     * The notices that the late messages of one call or envelope become: the first of a person, and four of a business at
     * most. Each notice is a write under the business's one key of the changes, and its opt-outs need that key too.
     */
    public static final class LateNotices {

        private static final int MOST = 4;

        private final Set<Relation> told = new HashSet<>();

        synchronized boolean take(Relation relation, Set<Relation> person) {
            return hasRoomFor(relation) && Collections.disjoint(told, person) && told.add(relation);
        }

        synchronized boolean hasRoomFor(Relation relation) {
            return told.stream()
                            .filter(each -> each.businessId().equals(relation.businessId()))
                            .count()
                    < MOST;
        }

        /** Takes nothing for a message that is not told after all. */
        synchronized void giveBack(Relation relation) {
            told.remove(relation);
        }
    }

    private record Late(Relation relation, EntryId messageId, Instant sentAt, Instant now, CalledBy caller) {

        Entry entry(LateMessage what) {
            return new Entry(EntryId.ofMessage(messageId), sentAt, now, Source.of(Source.BUSINESS, caller), null, what);
        }
    }
}
