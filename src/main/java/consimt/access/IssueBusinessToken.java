package consimt.access;

import com.github.f4b6a3.ulid.UlidCreator;
import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business.AtGateway;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.TokenIssued;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.Setting;
import consimt.source.EventSource;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a token with which a business calls, or one of the operator's people, or the key by which a vendor tells of a
 * business's people. The ledger of the settings has that it was made, for whom, and until when. Only the operator makes
 * tokens, and never by a token.
 *
 * @param address of the functions, without a slash at the end; empty for that of the operator's settings
 * @param pages the address of the pages, without a slash at the end; empty for that of the operator's settings
 */
@Singleton
public record IssueBusinessToken(
        BusinessTokens tokens,
        SourceKeys keys,
        Revocations revocations,
        BusinessSettings settings,
        Optional<String> address,
        Optional<String> pages,
        Clock clock)
        implements Guarded {

    private static final String DAYS = "days";
    private static final String HOURS = "hours";
    private static final String ONLY = "only";
    private static final String SOURCE = "source";
    private static final String HOLDER = "holder";

    @Inject
    IssueBusinessToken(
            BusinessTokens tokens, SourceKeys keys, Revocations revocations, BusinessSettings settings, Clock clock) {
        this(
                tokens,
                keys,
                revocations,
                settings,
                Setting.find("consimt.public-address"),
                Setting.find("consimt.pages.url"),
                clock);
    }

    @Funq("issue-business-token")
    public Answer issueBusinessToken(Input input) {
        return guarded(() -> input.answer(this::read));
    }

    private TokenMade issue(BusinessToken token) {
        String text = tokens.seal(token);
        Caller.Only only = token.only();
        note(
                token.of(),
                new TokenIssued(token.id(), token.name(), only == null ? null : only.name(), token.expiresAt(), null));
        return new TokenMade(
                Outcome.ISSUED,
                token.id(),
                text,
                token.expiresAt(),
                pages.or(() -> settings.atGateway().map(AtGateway::pages))
                        .map(address -> desk(address, token, text))
                        .orElse(null),
                null);
    }

    private TokenMade issue(SourceKey key, String name) {
        String text = keys.seal(key);
        note(key.of(), new TokenIssued(key.id(), name, null, null, key.source()));
        return new TokenMade(
                Outcome.ISSUED,
                key.id(),
                text,
                null,
                null,
                address.or(() -> settings.atGateway().map(AtGateway::address))
                        .map(at -> SourceAddress.of(at, text))
                        .orElse(null));
    }

    private void note(BusinessId of, TokenIssued issued) {
        Instant now = clock.instant();
        Source operator = Source.of(Source.OPERATOR, CalledBy.OPERATOR);
        revocations.issued(of, new Entry(EntryId.ofToken(issued.value()), now, now, operator, null, issued));
    }

    /** A page cannot read the token, so the address also says whose desk it opens. */
    private static DeskAddress desk(String pages, BusinessToken token, String text) {
        String whose = token.holder().name().toLowerCase(Locale.ROOT) + "="
                + token.of().value();
        return new DeskAddress(pages + "/desk/#token=" + text + "&" + whose);
    }

    private @Nullable Supplier<Answer> read(Fields in) {
        TokenHolder given = in.optional(TokenOwner.FOR, Values.oneOf(TokenHolder.class));
        TokenOwner owner = TokenOwner.from(in, given, settings.operator());
        boolean isForOperator = given == TokenHolder.OPERATOR;
        String name = in.required("name", Source.naming());
        Caller.Only only = in.optional(ONLY, Values.oneOf(Caller.Only.class));
        Integer days = in.optional(DAYS, Values.whole(1, (int) TokenHolder.BUSINESS.longest.toDays()));
        Integer hours = in.optional(HOURS, Values.whole(1, (int) TokenHolder.OPERATOR.longest.toHours()));
        in.notAllowed(DAYS, isForOperator, "goes with tokens of businesses only");
        in.notAllowed(HOURS, !isForOperator, "goes with \"for\":\"OPERATOR\" only");
        String source = in.optional(SOURCE, sourceReading());
        Signer holder = in.optional(HOLDER, Values.oneOf(Signer.class));
        in.notAllowed(HOLDER, !in.has(SOURCE), "goes with a source only");
        for (String other : List.of(TokenOwner.FOR, ONLY, DAYS, HOURS)) {
            in.notAllowed(other, in.has(SOURCE), "goes without a source only");
        }
        if (owner == null || name == null) {
            return null;
        }
        Duration usually = hours == null ? owner.holder().usually : Duration.ofHours(hours);
        Instant now = clock.instant();
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        String id = UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString();
        if (source != null) {
            Signer signer = holder == null ? Signer.OPERATOR : holder;
            return () -> issue(new SourceKey(id, owner.of(), source, signer, issuedAt), name);
        }
        BusinessToken token = new BusinessToken(
                id,
                owner.holder(),
                owner.of(),
                name,
                only,
                issuedAt,
                issuedAt.plus(days == null ? usually : Duration.ofDays(days)));
        return () -> issue(token);
    }

    private static Reading<String> sourceReading() {
        Reading<String> any = Values.matching(EventSource.NAME, 32, "must be the name of a source");
        return (value, at) -> {
            String name = any.read(value, at);
            return name == null || EventSource.named(name).isPresent()
                    ? name
                    : at.problem(Problem.Code.UNKNOWN_VALUE, "is no source of this release");
        };
    }

    /**
     * @param tokenId revokes the token
     * @param token the token itself; everybody who has it can use it
     * @param expiresAt null for a key of a source, which has no end
     * @param receive null for other tokens, and where no address is configured
     */
    public record TokenMade(
            Outcome outcome,
            String tokenId,
            String token,
            @Nullable Instant expiresAt,
            @Nullable DeskAddress desk,
            @Nullable SourceAddress receive)
            implements Answer {}

    /** @param url of the desk, with the token in its fragment, which no browser sends */
    public record DeskAddress(String url) {}

    /**
     * @param url to paste at the vendor, which sends the key as the password of HTTP Basic
     * @param urlWithKey for a vendor that cannot; the key is in the query, which logs may have
     */
    public record SourceAddress(String url, String urlWithKey) {

        static SourceAddress of(String address, String key) {
            String path = address + "/receive-event";
            return new SourceAddress(path.replaceFirst("://", "://consimt:" + key + "@"), path + "?key=" + key);
        }
    }
}
