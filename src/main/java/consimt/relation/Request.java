package consimt.relation;

import com.github.f4b6a3.ulid.UlidCreator;
import consimt.function.Fields;
import consimt.function.Given;
import consimt.function.Sha256;
import consimt.function.Values;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every request that records a fact may say besides the fact.
 *
 * @param id the caller's own key, or a new one where there was none
 * @param occurredAt when it happened; where the caller did not say, when it was received
 * @param saidWhen when the caller said that it happened, or null where they did not; another time than {@code
 *     occurredAt} where what they said cannot be
 * @param receivedAt when it was received
 * @param byBusiness whether the business itself told it, not the person
 */
public record Request(
        EntryId id,
        Relation relation,
        Instant occurredAt,
        @Nullable Instant saidWhen,
        Instant receivedAt,
        @Nullable String channel,
        @Nullable Locale locale,
        boolean byBusiness) {

    private static final int LONGEST_CHANNEL = 32;

    /** Reads {@code userId} and {@code businessId}. */
    public static Supplier<Relation> relation(Fields in) {
        var userId = in.required("userId", UserId.reading());
        var businessId = in.required("businessId", BusinessId.reading());
        return () -> new Relation(userId.get(), businessId.get());
    }

    /** Reads all the common fields. */
    public static Supplier<Request> from(Fields in, Instant now) {
        Supplier<Relation> relation = relation(in);
        Given<EntryId> id = in.optional("requestId", EntryId.reading());
        Given<Instant> occurredAt = in.optional("occurredAt", Values.instant(now));
        Given<String> channel = in.optional("channel", Values.text(LONGEST_CHANNEL));
        Given<Locale> locale = in.optional("locale", Values.locale());
        return () -> new Request(
                id.isGiven()
                        ? id.get()
                        : EntryId.ofRequest(
                                UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString()),
                relation.get(),
                occurredAt.orElse(now),
                occurredAt.orNull(),
                now,
                channel.orNull(),
                locale.orNull(),
                in.caller().isBusiness());
    }

    /** The same as another entry. */
    public Request under(EntryId other) {
        return new Request(other, relation, occurredAt, saidWhen, receivedAt, channel, locale, byBusiness);
    }

    /**
     * The hash of all that the caller said, as the ledger keeps it.
     *
     * @param fact what it is about, in the order of the caller's form
     */
    public String evidence(@Nullable String... fact) {
        return "sha256:"
                + Sha256.of(
                                Sha256.of(fact).base64Url(),
                                saidWhen == null ? null : saidWhen.toString(),
                                channel,
                                locale == null ? null : locale.toLanguageTag())
                        .base64Url();
    }
}
