package consimt.consent;

import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for a business's marketing, again or for the first time. What a business says that one of its people
 * asked for is a claim.
 */
@Singleton
public record RequestOptIn(OptOuts optOuts, Standings standings, BusinessSettings settings, Clock clock)
        implements Guarded {

    private static final Rejected BLOCKED = Rejected.because(
            "businessId", Problem.Code.NOT_ALLOWED, "businessId is of a business that you block; unblock it first");

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return guarded(() -> input.servingAlso(AccessType.RECORDS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(in -> {
                    Request request = Request.from(in, clock.instant());
                    var told = ToldIds.from(in);
                    AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
                    var proof = ClaimForm.proof(in);
                    boolean isTheirOwn = in.caller().kind() == Caller.Kind.PERSON;
                    return request == null
                            ? null
                            : () -> isTheirOwn && isBlocked(request) ? BLOCKED : record(request, told, scope, proof);
                }));
    }

    private boolean isBlocked(Request request) {
        return standings.of(request.relation(), Consistency.STRONG).isBlocked();
    }

    /**
     * An opt-in never lifts a block, and of the person who blocks nothing is recorded. A scope that the business does not
     * have is an error.
     *
     * @param proof of a claim; null for the person's own yes
     */
    private Answer record(Request request, List<UserId> alsoKnownAs, AskedScope asked, @Nullable String proof) {
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
