package consimt.access;

import com.github.f4b6a3.ulid.UlidCreator;
import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.business.Business.AtGateway;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.TokenIssued;
import consimt.ledger.Source;
import consimt.relation.EntryId;
import consimt.runtime.Setting;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a token with which a business calls, or one of the operator's people. The ledger of the settings has that it was
 * made, for whom, and until when. Only the operator makes tokens, and never by a token.
 *
 * @param pages the address of the pages, without a slash at the end; empty for that of the operator's settings
 */
@Singleton
public record IssueBusinessToken(
        BusinessTokens tokens, Revocations revocations, BusinessSettings settings, Optional<String> pages, Clock clock)
        implements Guarded {

    private static final String DAYS = "days";
    private static final String HOURS = "hours";

    @Inject
    IssueBusinessToken(BusinessTokens tokens, Revocations revocations, BusinessSettings settings, Clock clock) {
        this(tokens, revocations, settings, Setting.find("consimt.pages.url"), clock);
    }

    @Funq("issue-business-token")
    public Answer issueBusinessToken(Input input) {
        return guarded(() -> input.answer(this::read, this::issue));
    }

    private TokenMade issue(BusinessToken token) {
        String text = tokens.seal(token);
        Instant now = clock.instant();
        Caller.Only only = token.only();
        revocations.issued(
                token.of(),
                new Entry(
                        EntryId.ofToken(token.id()),
                        now,
                        now,
                        Source.of(Source.OPERATOR, CalledBy.OPERATOR),
                        null,
                        new TokenIssued(
                                token.id(), token.name(), only == null ? null : only.name(), token.expiresAt())));
        return new TokenMade(
                Outcome.ISSUED,
                token.id(),
                text,
                token.expiresAt(),
                pages.or(() -> settings.atGateway().map(AtGateway::pages))
                        .map(address -> desk(address, token, text))
                        .orElse(null));
    }

    /** A page cannot read the token, so the address also says whose desk it opens. */
    private static DeskAddress desk(String pages, BusinessToken token, String text) {
        String whose = token.holder().name().toLowerCase(Locale.ROOT) + "="
                + token.of().value();
        return new DeskAddress(pages + "/desk/#token=" + text + "&" + whose);
    }

    private @Nullable BusinessToken read(Fields in) {
        TokenHolder given = in.optional(TokenOwner.FOR, Values.oneOf(TokenHolder.class));
        TokenOwner owner = TokenOwner.from(in, given, settings.operator());
        boolean isForOperator = given == TokenHolder.OPERATOR;
        String name = in.required("name", Source.naming());
        Caller.Only only = in.optional("only", Values.oneOf(Caller.Only.class));
        Integer days = in.optional(DAYS, Values.whole(1, (int) TokenHolder.BUSINESS.longest.toDays()));
        Integer hours = in.optional(HOURS, Values.whole(1, (int) TokenHolder.OPERATOR.longest.toHours()));
        in.notAllowed(DAYS, isForOperator, "goes with tokens of businesses only");
        in.notAllowed(HOURS, !isForOperator, "goes with \"for\":\"OPERATOR\" only");
        if (owner == null || name == null) {
            return null;
        }
        Duration usually = hours == null ? owner.holder().usually : Duration.ofHours(hours);
        Instant now = clock.instant();
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        return new BusinessToken(
                UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString(),
                owner.holder(),
                owner.of(),
                name,
                only,
                issuedAt,
                issuedAt.plus(days == null ? usually : Duration.ofDays(days)));
    }

    /**
     * @param tokenId revokes the token
     * @param token the token itself; everybody who has it can use it
     */
    public record TokenMade(
            Outcome outcome,
            String tokenId,
            String token,
            Instant expiresAt,
            @Nullable DeskAddress desk) implements Answer {}

    /** @param url of the desk, with the token in its fragment, which no browser sends */
    public record DeskAddress(String url) {}
}
