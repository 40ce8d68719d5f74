package consimt.consent;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.business.AskedScope;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.ProtectiveInput;
import consimt.form.Values;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.Source;
import consimt.ledger.StatedWish.StatedReason;
import consimt.record.Request;
import consimt.record.ToldIds;
import consimt.relation.Fact.Categories;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person stops a business's marketing. */
@Singleton
public record RequestOptOut(ProtectiveInput protective, OptOuts optOuts, Clock clock) implements Guarded {

    private static final String ACTOR = "actor";
    private static final int LONGEST_CAMPAIGN = 64;

    @Funq("request-opt-out")
    public Answer requestOptOut(Input input) {
        return guarded(() -> protective.answer(
                input.servingAlso(AccessType.REFUSES, Caller.Kind.BUSINESS, Caller.Kind.PERSON),
                in -> Asked.from(in, clock.instant()),
                (asked, notes) -> optOuts.record(
                        asked.request,
                        asked.alsoKnownAs,
                        asked.scope,
                        asked.categories,
                        asked.disownsClaims,
                        asked.reason,
                        asked.answered,
                        notes)));
    }

    private record Asked(
            Request request,
            List<UserId> alsoKnownAs,
            AskedScope scope,
            @Nullable Categories categories,
            boolean disownsClaims,
            @Nullable StatedReason reason,
            AnsweredMessage answered) {

        private static @Nullable Asked from(Fields in, Instant now) {
            Request request = Request.from(in, now);
            var told = ToldIds.from(in);
            var actor = in.optional(ACTOR, Source.naming());
            boolean isTheirOwn = in.caller().kind() == Caller.Kind.PERSON;
            in.notAllowed(ACTOR, isTheirOwn, "is who wrote down what somebody else said");
            AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
            Categories categories = OptOuts.categories(in);
            // What is neither true nor false counts as true, the more protective of the two.
            boolean disownsClaims = in.optional("disownsClaims", Values.yesOrNo(), in.has("disownsClaims"));
            var reason = in.optional("reason", WhyNot.reading());
            var campaign = in.optional("campaign", Values.text(LONGEST_CAMPAIGN));
            var sentAt = in.optional("messageSentAt", Values.instant(now));
            return request == null
                    ? null
                    : new Asked(
                            actor == null || isTheirOwn ? request : request.toldBy(actor),
                            told,
                            scope,
                            categories,
                            disownsClaims,
                            reason,
                            new AnsweredMessage(campaign, sentAt));
        }
    }
}
