package consimt.access;

import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.BusinessSettings;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.TokensRevoked;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Revokes tokens of a business, or of the operator's people: one by its id, or all so far. They are invalid from the
 * answer on. A token that is made later within the same second is revoked too.
 */
@Singleton
public record RevokeBusinessTokens(Revocations revocations, BusinessSettings settings, Clock clock) implements Guarded {

    private static final String TOKEN = "tokenId";
    private static final Pattern TOKEN_ID = Pattern.compile("[0-9A-Z]{26}");

    @Funq("revoke-business-tokens")
    public Answer revokeBusinessTokens(Input input) {
        return guarded(() -> input.answer(in -> {
            var given = in.optional(TokenOwner.FOR, Values.oneOf(TokenHolder.class));
            TokenOwner owner = TokenOwner.from(in, given, settings.operator());
            var tokenId = in.optional(TOKEN, Values.matching(TOKEN_ID, 26, "must be the id of a token"));
            return owner == null ? null : () -> revoke(owner, tokenId);
        }));
    }

    /** @param tokenId null for all tokens so far */
    private Answer revoke(TokenOwner owner, @Nullable String tokenId) {
        BusinessId of = owner.of();
        if (tokenId != null && !revocations.isIssued(of, tokenId)) {
            return Rejected.because(TOKEN, Problem.Code.NOT_FOUND, TOKEN + " is no token of this owner");
        }
        Instant now = clock.instant();
        Instant upTo = tokenId == null ? revocations.lastIssued(of, now) : now;
        String which = tokenId == null ? TokensRevoked.ALL : tokenId;
        Entry entry = new Entry(
                EntryId.ofTokens(now),
                now,
                now,
                Source.of(Source.OPERATOR, CalledBy.OPERATOR),
                null,
                new TokensRevoked(which));
        boolean isNew = revocations.revokeTokens(of, tokenId, upTo, entry);
        return new TokensEnded(isNew ? Outcome.RECORDED : Outcome.UNCHANGED, upTo);
    }

    /** @param revokedAt tokens that were made later are valid */
    public record TokensEnded(Outcome outcome, Instant revokedAt) implements Answer {}
}
