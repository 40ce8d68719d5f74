package consimt.access;

import consimt.access.BusinessToken.TokenHolder;
import consimt.access.SealedTexts.SealedKind;
import consimt.answer.Caller;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tokens of this service for businesses and for the operator's people, as texts. */
@Singleton
record BusinessTokens(SealedTexts sealed, Revocations revocations, Clock clock) {

    private static final String NO_LIMIT = "-";

    /** Only the name, which is the last part, may have blanks. */
    String seal(BusinessToken token) {
        String content = String.join(
                " ",
                token.id(),
                token.of().value(),
                token.only() == null ? NO_LIMIT : token.only().name(),
                String.valueOf(token.issuedAt().getEpochSecond()),
                String.valueOf(token.expiresAt().getEpochSecond()),
                token.name());
        return sealed.seal(
                SealedKind.TOKEN, token.holder(), SealedTexts.newNonce(), content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The token in a text; empty for an invalid one, with no reason.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    Optional<BusinessToken> of(String text) {
        return sealed.open(SealedKind.TOKEN, List.of(TokenHolder.values()), text, BusinessTokens::token)
                .filter(token -> !token.hasEnded(clock.instant()))
                .filter(token -> !revocations.isRevoked(token.of(), token.id(), token.issuedAt()));
    }

    private static BusinessToken token(TokenHolder holder, String nonce, byte[] content) {
        String[] parts = new String(content, StandardCharsets.UTF_8).split(" ", 6);
        return new BusinessToken(
                parts[0],
                holder,
                new BusinessId(parts[1]),
                parts[5],
                parts[2].equals(NO_LIMIT) ? null : Caller.Only.valueOf(parts[2]),
                Instant.ofEpochSecond(Long.parseLong(parts[3])),
                Instant.ofEpochSecond(Long.parseLong(parts[4])));
    }
}
