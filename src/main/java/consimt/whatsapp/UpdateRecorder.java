package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source.Signer;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.whatsapp.OwnEntries.Admission;
import consimt.whatsapp.SentMarketing.SentToRelation;
import consimt.whatsapp.Signers.NumberOwners;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.MessageReceived;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Records many updates of the platform at once: first the statements of people; then the late messages, which depend on
 * these.
 *
 * <p>All of it is idempotent, so a repeated delivery completes what was cut off.
 */
@Singleton
public record UpdateRecorder(
        Recorder recorder,
        WordsOfRelease wordsOfRelease,
        SentMarketing sentMarketing,
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
            Predicate<MessageReceived> everyMessageCounts) {
        Admission admission = ownEntries.admission(signers);
        List<SentToRelation> sent = new ArrayList<>();
        Attempts attempts = new Attempts();
        Map<BusinessId, List<Update>> admitted = new HashMap<>();
        updates.forEach((businessId, its) -> admitted.put(businessId, admission.admittedUpdates(businessId, its)));
        Rounds.of(admitted)
                .forEach(round -> attempts.run(() -> record(round, signers, admission, everyMessageCounts, sent)));
        attempts.end();
        sentMarketing.recordLate(sent, admission);
        return admission.isWhole();
    }

    private void record(
            Map<BusinessId, List<Update>> round,
            Function<BusinessId, Signer> signers,
            Admission admission,
            Predicate<MessageReceived> everyMessageCounts,
            List<SentToRelation> sent) {
        List<Statement> statements = new ArrayList<>();
        round.forEach((businessId, its) -> {
            UpdateStatements making = new UpdateStatements(
                    settings.of(businessId), signers.apply(businessId), clock.instant(), everyMessageCounts);
            for (Update update : its) {
                if (update instanceof MarketingSent marketing) {
                    sent.add(new SentToRelation(making.relation(marketing), marketing));
                } else {
                    making.of(update).ifPresent(statements::add);
                }
            }
        });
        Attempts attempts = new Attempts();
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
        // Counted first, and again with each delivery: a fault of the platform's must not go unseen.
        long byStatus = statements.stream().filter(UpdateStatements::isByStatus).count();
        if (byStatus > 0) {
            metrics.count("StatusOptOuts", byStatus);
        }
        long conflicts = recorder.recordAll(statements).stream()
                .filter(Recorded::isConflict)
                .count();
        if (conflicts > 0) {
            metrics.count("ConflictingUpdates", conflicts);
        }
    }

    /**
     * The rounds in which a delivery is recorded. What is judged at a glance comes first: what the platform tells, buttons,
     * opt-out words. So no refusal waits until the long texts beside it are judged. An ordinary delivery is one round.
     */
    static final class Rounds {

        /** In UTF-16 units of texts. Texts that were written to take long to judge take less than a second. */
        static final int LONGEST = 50_000;

        private Rounds() {}

        static List<Map<BusinessId, List<Update>>> of(Map<BusinessId, List<Update>> updates) {
            List<Sized> all = updates.entrySet().stream()
                    .flatMap(each ->
                            each.getValue().stream().map(update -> new Sized(each.getKey(), update, units(update))))
                    .sorted(Comparator.comparing(Sized::units))
                    .toList();
            List<Map<BusinessId, List<Update>>> rounds = new ArrayList<>();
            long units = 0;
            for (Sized each : all) {
                units += each.units;
                if (units > LONGEST || rounds.isEmpty()) {
                    rounds.add(new LinkedHashMap<>());
                    units = each.units;
                }
                rounds.get(rounds.size() - 1)
                        .computeIfAbsent(each.business, business -> new ArrayList<>())
                        .add(each.update);
            }
            return rounds;
        }

        private record Sized(BusinessId business, Update update, long units) {}

        private static long units(Update update) {
            return update instanceof MessageReceived message ? message.words().length() : 0;
        }
    }
}
