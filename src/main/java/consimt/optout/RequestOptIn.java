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
public record RequestOptIn(OptOuts optOuts, BusinessSettings settings, Clock clock) implements Guarded {

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return guarded(() -> input.servingAlso(Deed.RECORDS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(in -> Asked.from(in, clock.instant()), this::record));
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
            @Nullable List<UserId> alsoKnownAs,
            AskedScope scope,
            @Nullable String proof) {

        private static @Nullable Asked from(Fields in, Instant now) {
            Request request = Request.from(in, now);
            var told = ToldIds.from(in);
            AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
            var proof = ClaimForm.proof(in);
            return request == null ? null : new Asked(request, told, scope, proof);
        }
    }
}
