package consimt.access;

import consimt.access.Link.Purpose;
import consimt.access.MadeLink.PageAddress;
import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.Business.AtGateway;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes links of one kind for one person or for many.
 *
 * @param publicAddress the address at which people reach the functions, without a slash at the end; empty for that at
 *     which the gateway was called, or that of the operator's settings
 * @param pages the address of the pages for people, without a slash at the end; empty for that of the operator's settings
 */
@Singleton
public record LinkMaker(
        LinkTokens tokens,
        BusinessSettings settings,
        Optional<String> publicAddress,
        Optional<String> pages,
        Clock clock) {

    private static final String PURPOSE = "purpose";

    @Inject
    LinkMaker(LinkTokens tokens, BusinessSettings settings, Clock clock) {
        this(tokens, settings, Setting.find("consimt.public-address"), Setting.find("consimt.pages.url"), clock);
    }

    /**
     * Reads all but whose the links are to be.
     *
     * @param calledAt the gateway's address, if the call came by it
     */
    @Nullable Wanted read(Fields in, Optional<String> calledAt) {
        Purpose purpose = in.required(PURPOSE, Values.oneOf(Purpose.class));
        AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading());
        boolean isForCalls = purpose == Purpose.CALLS;
        boolean isForPage = purpose != null && !isForCalls;
        int shortest = (purpose == null ? Purpose.CALLS : purpose).shortest;
        Integer days = in.optional("days", Values.whole(shortest, (int) Link.LONGEST.toDays()));
        BusinessId businessId = isForPage
                ? in.required("businessId", BusinessId.reading())
                : in.optional("businessId", BusinessId.reading());
        Optional<String> address = isForPage
                ? addressOfPages(calledAt)
                : isForCalls ? pages.or(() -> settings.atGateway().map(AtGateway::pages)) : Optional.empty();
        if (isForPage && address.isEmpty()) {
            in.problem(PURPOSE, Problem.Code.NOT_ALLOWED, "needs a public address, and none is configured");
        }
        Caller.Kind caller = in.caller().kind();
        boolean takesAYes = purpose == Purpose.SUBSCRIBE || purpose == Purpose.CHOICES;
        if (isForCalls && caller != Caller.Kind.OPERATOR || takesAYes && caller == Caller.Kind.STAFF) {
            in.problem(PURPOSE, Problem.Code.NOT_ALLOWED, "is for the operator to give");
        }
        if ((isForCalls || purpose == Purpose.CHOICES) && scope != null) {
            in.problem(
                    AskedScope.FIELD,
                    Problem.Code.NOT_ALLOWED,
                    "goes with the purposes UNSUBSCRIBE and SUBSCRIBE only");
        }
        return purpose == null
                ? null
                : new Wanted(
                        purpose,
                        businessId,
                        scope == null ? AskedScope.ALL : scope,
                        caller == Caller.Kind.OPERATOR,
                        days == null ? purpose.days : days,
                        address);
    }

    private Optional<String> addressOfPages(Optional<String> calledAt) {
        return publicAddress.or(() -> calledAt).or(() -> settings.atGateway().map(AtGateway::address));
    }

    /**
     * The page of a new link to the three choices, for an introduction that has no buttons.
     *
     * @param calledAt the gateway's address, if the call came by it
     * @return empty if the address of its page is not configured
     * @throws StoreUnavailable if there is no key for links
     */
    public Optional<PageAddress> ofChoices(Relation relation, boolean isOfOperator, Optional<String> calledAt) {
        Optional<String> address = addressOfPages(calledAt);
        Wanted wanted = new Wanted(
                Purpose.CHOICES, relation.businessId(), AskedScope.ALL, isOfOperator, Purpose.CHOICES.days, address);
        return address.map(at -> made(wanted, Scope.ALL, relation.userId()).page());
    }

    Answer answer(Wanted wanted, Function<Function<UserId, MadeLink>, Answer> use) {
        if (wanted.purpose == Purpose.SUBSCRIBE && !wanted.isOfOperator && !settings.acceptsClaims()) {
            return Rejected.because(
                    PURPOSE, Problem.Code.NOT_ALLOWED, "purpose would make claims, and no claims are accepted");
        }
        if (wanted.businessId == null || wanted.scope.equals(AskedScope.ALL)) {
            return use.apply(userId -> made(wanted, Scope.ALL, userId));
        }
        Business business = settings.of(wanted.businessId);
        List<Problem> unknown = wanted.scope.unknownTo(business);
        Scope scope = wanted.scope.of(business);
        return unknown.isEmpty() ? use.apply(userId -> made(wanted, scope, userId)) : new Rejected(unknown);
    }

    private MadeLink made(Wanted wanted, Scope scope, UserId userId) {
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Link link = new Link(
                SealedTexts.newNonce(),
                userId,
                wanted.businessId,
                wanted.purpose,
                scope,
                wanted.isOfOperator,
                issuedAt,
                issuedAt.plus(Duration.ofDays(wanted.days)));
        String token = tokens.seal(link);
        // A browser sends no fragment to a server, so no log has the token of a link for calls.
        String path = wanted.purpose == Purpose.CALLS ? "/person/#" : "/unsubscribe?link=";
        return MadeLink.of(
                link, token, wanted.address.map(at -> at + path + token).orElse(null));
    }

    /**
     * @param scope as it was asked; the settings tell whether the business has it
     * @param address where the links lead: to the functions, or to the pages
     */
    record Wanted(
            Purpose purpose,
            @Nullable BusinessId businessId,
            AskedScope scope,
            boolean isOfOperator,
            int days,
            Optional<String> address) {}
}
