package consimt.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.github.f4b6a3.ulid.UlidCreator;
import consimt.access.Link.Purpose;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.Business.AtGateway;
import consimt.business.BusinessSettings;
import consimt.form.Deed;
import consimt.form.Fields;
import consimt.form.Given;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Setting;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a link by which a person acts for themselves: to call the functions for persons, or to unsubscribe. A business
 * may only have links made that unsubscribe its own people. With a link of the other purpose it could agree in a
 * person's place.
 *
 * <p>A link to unsubscribe may be about a part of the marketing, such as one newsletter. Its page then offers to stop
 * this part alone.
 */
@Guarded
@Singleton
public class IssuePersonLink {

    private final LinkTokens tokens;
    private final BusinessSettings settings;
    private final Optional<String> publicAddress;
    private final Optional<String> pages;
    private final Clock clock;

    @Inject
    IssuePersonLink(LinkTokens tokens, BusinessSettings settings, Clock clock) {
        this(tokens, settings, Setting.find("consimt.public-address"), Setting.find("consimt.pages.url"), clock);
    }

    /**
     * @param publicAddress the address at which people reach the functions, without a slash at the end; empty for that at
     *     which the gateway was called, or that of the operator's settings
     * @param pages the address of the pages for people, without a slash at the end; empty for that of the operator's
     *     settings
     */
    IssuePersonLink(
            LinkTokens tokens,
            BusinessSettings settings,
            Optional<String> publicAddress,
            Optional<String> pages,
            Clock clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.publicAddress = publicAddress;
        this.pages = pages;
        this.clock = clock;
    }

    @Funq("issue-person-link")
    public Answer issuePersonLink(Input input) {
        Input asked = Input.orEmpty(input);
        return asked.servingAlso(Deed.WORKS, Caller.Kind.BUSINESS).answer(in -> read(in, asked.address()), this::issue);
    }

    private Answer issue(Asked asked) {
        Link link = asked.link;
        if (link.businessId() == null || asked.scope.equals(AskedScope.ALL)) {
            return issue(link, asked.address);
        }
        Business business = settings.of(link.businessId());
        List<Problem> unknown = asked.scope.unknownTo(business);
        return unknown.isEmpty() ? issue(link.about(asked.scope.of(business)), asked.address) : new Rejected(unknown);
    }

    private Issued issue(Link link, Optional<String> address) {
        String token = tokens.seal(link);
        boolean unsubscribes = link.purpose() == Purpose.UNSUBSCRIBE;
        return new Issued(
                Outcome.ISSUED,
                link.id(),
                token,
                link.expiresAt(),
                unsubscribes ? unsubscribe(address.orElseThrow(), token) : null,
                unsubscribes ? null : page(address, token));
    }

    /** A browser sends no fragment to a server, so no log has the token. */
    private static @Nullable PageAddress page(Optional<String> address, String token) {
        return address.map(pagesAt -> new PageAddress(pagesAt + "/person/#" + token))
                .orElse(null);
    }

    /**
     * Where a link of this purpose leads: to the functions, or to the pages.
     *
     * @param calledAt the gateway's address, if the call came by it
     */
    private Optional<String> address(Purpose purpose, Optional<String> calledAt) {
        return purpose == Purpose.UNSUBSCRIBE
                ? publicAddress.or(() -> calledAt).or(() -> settings.atGateway().map(AtGateway::address))
                : pages.or(() -> settings.atGateway().map(AtGateway::pages));
    }

    private static UnsubscribeAddress unsubscribe(String address, String token) {
        String url = address + "/unsubscribe?link=" + token;
        return new UnsubscribeAddress(url, new MailHeaders("<" + url + ">", OneClick.FIELD + "=" + OneClick.VALUE));
    }

    private Supplier<Asked> read(Fields in, Optional<String> calledAt) {
        Given<UserId> userId = in.required("userId", UserId.reading());
        Given<Purpose> purpose = in.required("purpose", Values.oneOf(Purpose.class));
        Given<AskedScope> scope = in.optional(AskedScope.FIELD, AskedScope.reading());
        boolean unsubscribes = purpose.orNull() == Purpose.UNSUBSCRIBE;
        int shortest = purpose.orElse(Purpose.CALLS).shortest;
        Given<Integer> days = in.optional("days", Values.whole(shortest, (int) Link.LONGEST.toDays()));
        Given<BusinessId> businessId = unsubscribes
                ? in.required("businessId", BusinessId.reading())
                : in.optional("businessId", BusinessId.reading());
        Optional<String> address = purpose.isGiven() ? address(purpose.get(), calledAt) : Optional.empty();
        if (unsubscribes && address.isEmpty()) {
            in.problem("purpose", Problem.Code.NOT_ALLOWED, "needs a public address, and none is configured");
        }
        if (purpose.orNull() == Purpose.CALLS && in.caller().kind() != Caller.Kind.OPERATOR) {
            in.problem("purpose", Problem.Code.NOT_ALLOWED, "is for the operator to give");
        }
        if (purpose.orNull() == Purpose.CALLS && scope.isGiven()) {
            in.problem(AskedScope.FIELD, Problem.Code.NOT_ALLOWED, "goes with the purpose UNSUBSCRIBE only");
        }
        return () -> new Asked(
                link(
                        userId.get(),
                        businessId.orNull(),
                        purpose.get(),
                        in.caller().kind() == Caller.Kind.OPERATOR,
                        days.orElse(purpose.get().days),
                        clock.instant()),
                scope.orElse(AskedScope.ALL),
                address);
    }

    private static Link link(
            UserId userId,
            @Nullable BusinessId businessId,
            Purpose purpose,
            boolean isOfOperator,
            int days,
            Instant now) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        String id = UlidCreator.getUlid(now.toEpochMilli()).toString();
        Instant expiresAt = issuedAt.plus(Duration.ofDays(days));
        return new Link(id, userId, businessId, purpose, Scope.ALL, isOfOperator, issuedAt, expiresAt);
    }

    /**
     * @param scope of the link, once the settings have told whether the business has it
     * @param address where the link leads
     */
    private record Asked(Link link, AskedScope scope, Optional<String> address) {}

    /**
     * The answer with a link. No other answer shows the link.
     *
     * @param linkId revokes the link
     * @param token the link itself; everybody who has it can use it
     * @param unsubscribe for a link to unsubscribe, the address and the headers for a mail
     * @param page for a link to call functions, the person's page; null if no address of pages is known
     */
    @JsonPropertyOrder({"outcome", "linkId", "token", "expiresAt", "unsubscribe", "page"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Issued(
            Outcome outcome,
            String linkId,
            String token,
            Instant expiresAt,
            @Nullable UnsubscribeAddress unsubscribe,
            @Nullable PageAddress page)
            implements Answer {}

    /** @param url of the person's page, with the token in its fragment; for the person alone */
    public record PageAddress(String url) {}

    /**
     * @param url the address, which a person can open too
     * @param headers of the mail; if its signature (DKIM) does not cover both, mail programs do not offer the button
     */
    public record UnsubscribeAddress(String url, MailHeaders headers) {}

    /** RFC 8058, section 3.1. */
    public record MailHeaders(
            @JsonProperty("List-Unsubscribe") String address,
            @JsonProperty("List-Unsubscribe-Post") String oneClick) {}
}
