package consimt.optout;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Deed;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.record.ClaimForm;
import consimt.record.Request;
import consimt.record.ToldIds;
import consimt.relation.Scope;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for a business's marketing, again or for the first time. What a business says that one of its people
 * asked for is a claim.
 */
@Singleton
public record RequestOptIn(OptOuts optOuts, Standings standings, BusinessSettings settings, Clock clock)
        implements Guarded {

    private static final String BLOCKED = "businessId is of a business that you block; unblock it first";

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return guarded(() -> input.servingAlso(Deed.RECORDS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(in -> Asked.from(in, clock.instant()), this::record));
    }

    /**
     * An opt-in never lifts a block, and of the person who blocks nothing is recorded. A scope that the business does not
     * have is an error.
     */
    private Answer record(Asked asked) {
        Request request = asked.request;
        if (asked.isTheirOwn
                && standings.of(request.relation(), Consistency.STRONG).isBlocked()) {
            return Rejected.because("businessId", Problem.Code.NOT_ALLOWED, BLOCKED);
        }
        Business business = settings.of(request.relation().businessId());
        List<Problem> unknown = asked.scope.unknownTo(business);
        if (!unknown.isEmpty()) {
            return new Rejected(unknown);
        }
        Scope scope = asked.scope.of(business);
        if (asked.proof == null) {
            return optOuts.optIn(request, asked.alsoKnownAs, business, scope);
        }
        return settings.acceptsClaims()
                ? optOuts.claim(request, asked.alsoKnownAs, scope, asked.proof)
                : ClaimForm.refused();
    }

    /** @param proof of a claim; null for the person's own yes */
    private record Asked(
            Request request,
            boolean isTheirOwn,
            @Nullable List<UserId> alsoKnownAs,
            AskedScope scope,
            @Nullable String proof) {

        private static @Nullable Asked from(Fields in, Instant now) {
            Request request = Request.from(in, now);
            var told = ToldIds.from(in);
            AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
            var proof = ClaimForm.proof(in);
            boolean isTheirOwn = in.caller().kind() == Caller.Kind.PERSON;
            return request == null ? null : new Asked(request, isTheirOwn, told, scope, proof);
        }
    }
}
