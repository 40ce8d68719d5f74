package consimt.optout;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.What.OptIn;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.Scope;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A person asks for a business's marketing, again or for the first time. */
@Guarded
@Singleton
public class RequestOptIn {

    private final Recorder recorder;
    private final BusinessSettings settings;
    private final Clock clock;

    public RequestOptIn(Recorder recorder, BusinessSettings settings, Clock clock) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.PERSON)
                .answer(in -> Asked.from(in, clock.instant()), this::record);
    }

    /** An opt-in never lifts a block. A scope that the business does not have is an error. */
    private Answer record(Asked asked) {
        Request request = asked.request;
        Business business = settings.of(request.relation().businessId());
        List<Problem> unknown = asked.scope.unknownTo(business);
        if (!unknown.isEmpty()) {
            return new Rejected(unknown);
        }
        Scope scope = asked.scope.of(business);
        String words = Words.of(business, request.locale()).optInConfirmation(scope);
        return recorder.record(Statement.of(request, new OptIn(scope, words)))
                .answer(recorded -> Preference.of(recorded, scope, null, confirmation(recorded, words), List.of()));
    }

    /** Null if an opt-out is in force: the text would be untrue. */
    private static @Nullable Confirmation confirmation(Recorded recorded, String words) {
        if (recorded.outcome() == Outcome.SUPERSEDED) {
            return null;
        }
        OptIn optIn = (OptIn) Objects.requireNonNull(recorded.stored()).what();
        return new Confirmation(optIn.wordsShown() == null ? words : optIn.wordsShown(), null, null);
    }

    private record Asked(Request request, AskedScope scope) {

        private static Supplier<Asked> from(Fields in, Instant now) {
            Supplier<Request> request = Request.from(in, now);
            var scope = in.optional(AskedScope.FIELD, AskedScope.reading());
            return () -> new Asked(request.get(), scope.orElse(AskedScope.ALL));
        }
    }
}
