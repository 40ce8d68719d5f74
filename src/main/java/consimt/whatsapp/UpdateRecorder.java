package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.ledger.Signer;
import consimt.ledger.What.OptOut;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.runtime.Parallel;
import consimt.whatsapp.OwnEntries.Admission;
import consimt.whatsapp.SentMarketing.SentMessage;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.MessageSent;
import consimt.whatsapp.envelope.Update.SendFailed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
public record UpdateRecorder(
        Recorder recorder,
        WordsOfRelease wordsOfRelease,
        SentMarketing sentMarketing,
        StatusCircuitBreaker breaker,
        HeldOptOuts heldOptOuts,
        OwnEntries ownEntries,
        BusinessSettings settings,
        Metrics metrics,
        Clock clock) {

    /**
     * Uses the cached settings, which the look-up of the owners has just read.
     *
     * @return whether all of it is recorded; false if a part that a business signed itself waits for the next delivery
     * @throws consimt.runtime.StoreUnavailable if a part could not be stored; then the delivery is not acknowledged
     */
    boolean record(Map<BusinessId, List<Update>> updates, NumberOwners parties) {
        // An earlier release may have cut off a message that is a refusal by its words, and is none by those of now.
        return record(
                updates,
                parties::signerOf,
                message -> wordsOfRelease.mayHaveReadOtherwise(message.time().own()));
    }

    /**
     * The same for updates that were kept aside, possibly longer than removed words are noted. For a number that was
     * unknown, the operator vouches.
     */
    void replay(Map<BusinessId, List<Update>> updates) {
        updates.keySet().forEach(settings::fresh);
        record(updates, business -> Signer.OPERATOR, message -> true);
    }

    private boolean record(
            Map<BusinessId, List<Update>> updates,
            Function<BusinessId, Signer> signers,
            Predicate<MessageSent> everyMessageCounts) {
        Admission admission = ownEntries.admission(signers);
        Queue<HeldOptOut> held = new ConcurrentLinkedQueue<>();
        List<SentMessage> sent = new ArrayList<>();
        Attempts attempts = new Attempts();
        Map<BusinessId, List<Update>> admitted = new HashMap<>();
        updates.forEach((businessId, its) -> admitted.put(businessId, admission.admittedUpdates(businessId, its)));
        Rounds.of(admitted)
                .forEach(
                        round -> attempts.run(() -> record(round, signers, admission, everyMessageCounts, held, sent)));
        attempts.end();
        sentMarketing.recordLate(sent, admission);
        hold(held.stream()
                .filter(each -> !admission.waits(each.relation().businessId()))
                .toList());
        return admission.isWhole();
    }

    /** Opens work for the opt-outs that are held until somebody decides. */
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

    private void record(
            Map<BusinessId, List<Update>> round,
            Function<BusinessId, Signer> signers,
            Admission admission,
            Predicate<MessageSent> everyMessageCounts,
            Queue<HeldOptOut> held,
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
        List<Statement> admitted = new ArrayList<>();
        statements.stream()
                .collect(groupingBy(each -> each.request().relation().businessId()))
                .forEach((businessId, its) -> attempts.run(() -> admit(businessId, its, admission, admitted)));
        attempts.run(() -> recordAll(admitted));
        attempts.end();
    }

    /** Certain refusals first, which wait for nothing that is about the others. */
    private void admit(
            BusinessId businessId, List<Statement> statements, Admission admission, List<Statement> admitted) {
        if (!admission.isBounded(businessId)) {
            admitted.addAll(statements);
            return;
        }
        List<Statement> refusals = new ArrayList<>();
        List<Statement> others = new ArrayList<>();
        statements.forEach(each -> (each.what() instanceof OptOut ? refusals : others).add(each));
        if (admission.admitsRefusals(businessId, refusals.size())) {
            admitted.addAll(refusals);
        }
        if (admission.admits(businessId, recorder.thatMayChange(others).size())) {
            admitted.addAll(others);
        }
    }

    private void recordAll(Collection<Statement> statements) {
        long conflicts = recorder.recordAll(statements).stream()
                .filter(Recorded::isConflict)
                .count();
        if (conflicts > 0) {
            metrics.count("ConflictingUpdates", conflicts);
        }
    }

    /** Applies or holds an opt-out from a status: more of them at once than the limit are hardly people's wishes. */
    private void doubt(
            UpdateStatements making, SendFailed failed, Queue<Statement> statements, Queue<HeldOptOut> held) {
        Relation relation = making.relation(failed);
        EntryId optOut = failed.entryId();
        if (breaker.admits(relation.businessId(), optOut, failed.time().own())) {
            statements.add(making.optOut(failed));
        } else {
            statements.add(making.hold(failed));
            held.add(new HeldOptOut(
                    relation,
                    UpdateStatements.number(failed),
                    optOut,
                    failed.time().at()));
        }
    }
}
