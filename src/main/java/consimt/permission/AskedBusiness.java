package consimt.permission;

import consimt.answer.Answer.WithNotes;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.permission.Rules.Terms;
import consimt.relation.BusinessId;
import consimt.relation.Standings.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** @param asOf the day whose laws count; null for today */
record AskedBusiness(BusinessId id, @Nullable LocalDate asOf, Consistency consistency) {

    /** How far ahead a message may be asked about. */
    private static final Duration FARTHEST = Duration.ofDays(30);

    private static final Problem NO_SETTINGS = new Problem(
            "businessId",
            Problem.Code.NOT_FOUND,
            "businessId has no settings, so the defaults count: configure-business");

    static @Nullable AskedBusiness from(Fields in) {
        var id = in.required("businessId", BusinessId.reading());
        var asOf = in.optional("asOf", Values.date());
        in.notAllowed("asOf", in.caller().isBusiness(), "is for the operator to ask");
        var consistency = in.isTrue("consistent") ? Consistency.STRONG : Consistency.EVENTUAL;
        return id == null ? null : new AskedBusiness(id, asOf, consistency);
    }

    /**
     * @param read the settings, if the answer needed them
     * @param doubts of the values that were asked about
     */
    static @Nullable List<Problem> notes(
            AtomicReference<Business> read, Stream<AskedScope> scopes, List<Problem> doubts) {
        List<Problem> notes = new ArrayList<>(doubts);
        Business business = read.get();
        if (business != null && business.hasSettings()) {
            scopes.distinct().forEach(scope -> notes.addAll(scope.unknownTo(business)));
        } else if (business != null) {
            notes.add(NO_SETTINGS);
        }
        return WithNotes.shown(notes);
    }

    /** @param read gets the settings, if a rule needs them */
    Terms terms(BusinessSettings settings, AtomicReference<Business> read) {
        Supplier<Business> its = () -> {
            read.set(settings.of(id));
            return read.get();
        };
        return BusinessTerms.of(settings, its, settings::ofOperator, asOf);
    }

    /** When the message is to leave; null for now. The wishes are those of now all the same. */
    static @Nullable Instant sendAt(Fields in, Instant now) {
        return in.optional("sendAt", (value, at) -> {
            Instant sendAt = Values.instant(now.plus(FARTHEST)).read(value, at);
            return sendAt != null && sendAt.isBefore(now.minus(Values.CLOCK_SKEW))
                    ? at.invalid("lies in the past")
                    : sendAt;
        });
    }
}
