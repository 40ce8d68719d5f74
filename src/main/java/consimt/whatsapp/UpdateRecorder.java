package consimt.whatsapp;

import consimt.business.BusinessSettings;
import consimt.inbound.Intake;
import consimt.inbound.OwnEntries;
import consimt.inbound.OwnEntries.Admission;
import consimt.ledger.Source.Signer;
import consimt.record.Statement;
import consimt.refusal.OptOutWords;
import consimt.relation.BusinessId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.whatsapp.SentMarketing.SentToRelation;
import consimt.whatsapp.Signers.NumberOwners;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.SendFailed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
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
        Intake intake,
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
        updates.forEach((businessId, its) -> admitted.put(
                businessId, admission.admittedUpdates(businessId, its, UpdateRecorder::mayBeACertainRefusal)));
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
        // Counted first, and again with each delivery: a fault of the platform's must not go unseen.
        long byStatus = statements.stream().filter(UpdateStatements::isByStatus).count();
        if (byStatus > 0) {
            metrics.count("StatusOptOuts", byStatus);
        }
        intake.record(statements, admission);
    }

    private static boolean mayBeACertainRefusal(Update update) {
        return update instanceof MessageReceived message
                ? message.words().length() <= OptOutWords.LONGEST
                : update instanceof PreferenceChanged
                        || update instanceof SendFailed failed && failed.tellsOfAnOptOut();
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
