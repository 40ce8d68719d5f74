package consimt.optout;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Deed;
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
                .answer(in -> {
                    Request request = Request.from(in, clock.instant());
                    var told = ToldIds.from(in);
                    AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
                    var proof = ClaimForm.proof(in);
                    return request == null ? null : () -> record(request, told, scope, proof);
                }));
    }

    /**
     * An opt-in never lifts a block. A scope that the business does not have is an error.
     *
     * @param proof of a claim; null for the person's own yes
     */
    private Answer record(
            Request request, @Nullable List<UserId> alsoKnownAs, AskedScope asked, @Nullable String proof) {
        Business business = settings.of(request.relation().businessId());
        List<Problem> unknown = asked.unknownTo(business);
        if (!unknown.isEmpty()) {
            return new Rejected(unknown);
        }
        Scope scope = asked.of(business);
        if (proof == null) {
            return optOuts.optIn(request, alsoKnownAs, business, scope);
        }
        return settings.acceptsClaims() ? optOuts.claim(request, alsoKnownAs, scope, proof) : ClaimForm.refused();
    }
}
