package consimt.access;

import consimt.access.Link.Purpose;
import consimt.access.SealedTexts.SealedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Links as texts. Each purpose has a key of its own, and the id of a link is the nonce of its text. */
@Singleton
record LinkTokens(SealedTexts sealed) {

    /** @param link with a nonce as its id, which no other link has */
    String seal(Link link) {
        return sealed.seal(SealedKind.LINK, link.purpose(), link.id(), PackedLink.bytes(link));
    }

    /** The link in a token. Empty unless the token is authentic and for one of these purposes. It may have ended. */
    Optional<Link> open(String token, Purpose... purposes) {
        return sealed.open(
                SealedKind.LINK, List.of(purposes), token, (purpose, id, link) -> PackedLink.link(id, purpose, link));
    }
}
