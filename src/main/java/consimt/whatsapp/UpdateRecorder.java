package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.latemessage.LateMessages;
import consimt.ledger.Signer;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.runtime.Parallel;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.MessageSent;
import consimt.whatsapp.envelope.Update.SendFailed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Records many updates of the platform at once: first the statements of people; then the late messages, which depend on
 * these; then the holds of uncertain opt-outs.
 *
 * <p>All of it is idempotent, so a repeated delivery completes what was cut off.
 */
@Singleton
public class UpdateRecorder {

    private final Recorder recorder;
    private final WordsOfRelease wordsOfRelease;
    private final Standings standings;
    private final LateMessages lateMessages;
    private final StatusCircuitBreaker breaker;
    private final HeldOptOuts heldOptOuts;
    private final BusinessSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    public UpdateRecorder(
            Recorder recorder,
            WordsOfRelease wordsOfRelease,
            Standings standings,
            LateMessages lateMessages,
            StatusCircuitBreaker breaker,
            HeldOptOuts heldOptOuts,
            BusinessSettings settings,
            Metrics metrics,
            Clock clock) {
        this.recorder = recorder;
        this.wordsOfRelease = wordsOfRelease;
        this.standings = standings;
        this.lateMessages = lateMessages;
        this.breaker = breaker;
        this.heldOptOuts = heldOptOuts;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Uses the cached settings, which the look-up of the owners has just read.
     *
     * @throws consimt.runtime.StoreUnavailable if a part could not be stored; then the delivery is not acknowledged
     */
    void record(Map<BusinessId, List<Update>> updates, NumberOwners parties) {
        // An earlier release may have cut off a message that is a refusal by its words, and is none by those of now.
        record(updates, parties::signerOf, message -> wordsOfRelease.mayHaveReadOtherwise(message.ownTime()));
    }

    /**
     * The same for updates that were kept aside, possibly longer than removed words are noted. For a number that was
     * unknown, the operator vouches.
     */
    void replay(Map<BusinessId, List<Update>> updates) {
        updates.keySet().forEach(settings::fresh);
        record(updates, business -> Signer.OPERATOR, message -> true);
    }

    private void record(
            Map<BusinessId, List<Update>> updates,
            Function<BusinessId, Signer> signers,
            Predicate<MessageSent> everyMessageCounts) {
        Queue<HeldStatus> held = new ConcurrentLinkedQueue<>();
        List<SentMessage> sent = new ArrayList<>();
        Attempts attempts = new Attempts();
        Rounds.of(updates).forEach(round -> attempts.run(() -> record(round, signers, everyMessageCounts, held, sent)));
        attempts.end();
        late(sent);
        hold(ofEachPerson(held));
    }

    private void record(
            Map<BusinessId, List<Update>> round,
            Function<BusinessId, Signer> signers,
            Predicate<MessageSent> everyMessageCounts,
            Queue<HeldStatus> held,
            List<SentMessage> sent) {
        Queue<Statement> statements = new ConcurrentLinkedQueue<>();
        List<Runnable> doubts = new ArrayList<>();
        round.forEach((businessId, its) -> {
            UpdateStatements making = new UpdateStatements(
                    settings.of(businessId), signers.apply(businessId), clock.instant(), everyMessageCounts);
            for (Update update : its) {
                if (update instanceof MarketingSent marketing) {
                    sent.add(new SentMessage(making.relation(marketing), marketing));
                } else if (update instanceof SendFailed failed && failed.tellsOfAnOptOut()) {
                    doubts.add(() -> doubt(making, failed, statements, held));
                } else {
                    making.of(update).ifPresent(statements::add);
                }
            }
        });
        // A failed status must not stop the recording of what people said.
        Attempts attempts = new Attempts();
        attempts.run(() -> Parallel.run(doubts));
        attempts.run(() -> recordAll(statements));
        attempts.end();
    }

    private void recordAll(Queue<Statement> statements) {
        long conflicts = recorder.recordAll(statements).stream()
                .filter(Recorded::isConflict)
                .count();
        if (conflicts > 0) {
            metrics.count("ConflictingUpdates", conflicts);
        }
    }

    /** Applies or holds an opt-out from a status: more of them at once than the limit are hardly people's wishes. */
    private void doubt(
            UpdateStatements making, SendFailed failed, Queue<Statement> statements, Queue<HeldStatus> held) {
        Relation relation = making.relation(failed);
        EntryId optOut = failed.entryId();
        if (breaker.admits(relation.businessId(), optOut, failed.ownTime())) {
            statements.add(making.optOut(failed));
        } else {
            statements.add(making.hold(failed));
            held.add(new HeldStatus(
                    new HeldOptOut(relation, UpdateStatements.number(failed), optOut, failed.at()),
                    failed.person().others()));
        }
    }

    /** Records marketing that was sent after the person opted out. */
    private void late(List<SentMessage> sent) {
        Parallel.run(sent.stream().collect(groupingBy(SentMessage::relation)).entrySet().stream()
                .<Runnable>map(each -> () -> late(each.getKey(), each.getValue()))
                .toList());
    }

    private void late(Relation relation, List<SentMessage> sent) {
        Standing standing = standings.of(relation, Consistency.STRONG);
        for (SentMessage each : sent) {
            lateMessages.recordOfAnyTopic(
                    relation,
                    each.message.entryId(),
                    UpdateStatements.number(each.message),
                    each.message.at(),
                    standing);
        }
    }

    /** @param others the further ids that the status names */
    private record HeldStatus(HeldOptOut optOut, Set<UserId> others) {}

    /**
     * With the opt-outs under ids that could not be made one with the status's own, because they would be too many. These
     * are held too, so each has work of its own.
     */
    private List<HeldOptOut> ofEachPerson(Collection<HeldStatus> held) {
        List<HeldOptOut> all =
                new ArrayList<>(held.stream().map(HeldStatus::optOut).toList());
        List<HeldStatus> ofSeveral =
                held.stream().filter(each -> !each.others.isEmpty()).toList();
        if (ofSeveral.isEmpty()) {
            return all;
        }
        Map<Relation, Standing> known = standings.of(
                ofSeveral.stream().map(each -> each.optOut.relation()).toList(), Consistency.STRONG);
        for (HeldStatus each : ofSeveral) {
            Relation own = each.optOut.relation();
            Set<UserId> same = known.getOrDefault(own, Standing.UNKNOWN).allIds();
            each.others.stream()
                    .filter(other -> !same.contains(other))
                    .map(other -> each.optOut.about(new Relation(other, own.businessId())))
                    .forEach(all::add);
        }
        return all;
    }

    private void hold(List<HeldOptOut> optOuts) {
        if (optOuts.isEmpty()) {
            return;
        }
        int news = heldOptOuts.hold(optOuts);
        if (news > 0) {
            metrics.count("HeldOptOuts", news);
        }
        if (news < optOuts.size()) {
            heldOptOuts.settle(optOuts);
        }
    }

    private record SentMessage(Relation relation, MarketingSent message) {}
}
