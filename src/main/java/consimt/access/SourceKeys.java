package consimt.access;

import consimt.access.SealedTexts.SealedKind;
import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys of sources as texts. Only a text that this service made costs a look at the revocations. */
@Singleton
public record SourceKeys(SealedTexts sealed, Revocations revocations) {

    String seal(SourceKey key) {
        String content = String.join(
                " ",
                key.id(),
                key.of().value(),
                key.source(),
                String.valueOf(key.issuedAt().getEpochSecond()));
        return sealed.seal(
                SealedKind.SOURCE, key.signer(), SealedTexts.newNonce(), content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key in a text; empty for one that is wrong or revoked.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    public Optional<SourceKey> of(String text) {
        return sealed.open(SealedKind.SOURCE, List.of(Signer.values()), text, SourceKeys::key)
                .filter(key -> !revocations.isRevoked(key.of(), key.id(), key.issuedAt()));
    }

    private static SourceKey key(Signer signer, String nonce, byte[] content) {
        String[] parts = new String(content, StandardCharsets.UTF_8).split(" ", 4);
        return new SourceKey(
                parts[0], new BusinessId(parts[1]), parts[2], signer, Instant.ofEpochSecond(Long.parseLong(parts[3])));
    }
}
