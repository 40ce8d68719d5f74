package consimt.access;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Revokes links of a person: one by its id, or all links so far, for one business or for all. The links are invalid
 * from the answer on. A link that is made later within the same second is revoked too. A link that can only stop
 * marketing is revoked by its id alone.
 */
@Singleton
public record RevokePersonLinks(Revocations revocations, Clock clock) implements Guarded {

    private static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9_-]{16}");

    @Funq("revoke-person-links")
    public Answer revokePersonLinks(Input input) {
        return guarded(() -> input.servingAlso(AccessType.RECORDS, Caller.Kind.PERSON)
                .answer(in -> {
                    var userId = in.required("userId", UserId.reading());
                    var businessId = in.optional("businessId", BusinessId.reading());
                    var linkId = in.optional("linkId", Values.matching(LINK_ID, 16, "must be the id of a link"));
                    return userId == null ? null : () -> revoke(userId, businessId, linkId);
                }));
    }

    private Revoked revoke(UserId userId, @Nullable BusinessId businessId, @Nullable String linkId) {
        Instant now = clock.instant();
        boolean isNew = linkId == null
                ? revocations.revokeAll(userId, businessId, now, now.plus(Link.LONGEST))
                : revocations.revoke(userId, linkId);
        return new Revoked(isNew ? Outcome.RECORDED : Outcome.UNCHANGED, now);
    }

    /** @param revokedAt links that were made later are valid */
    public record Revoked(Outcome outcome, Instant revokedAt) implements Answer {}
}
