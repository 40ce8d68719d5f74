package consimt.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.form.Page;
import consimt.ledger.Entry.ChangeType;
import consimt.ledger.Part;
import consimt.ledger.Parts;
import consimt.ledger.StatedWish;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change as a business is told of it, by a post to its endpoint and in a list alike.
 *
 * @param id the same at each try
 * @param timestamp when it happened; changes of one relation may be told in another order than they happened
 */
public record Notice(ChangeId id, ChangeType type, Instant timestamp, Data data) {

    /**
     * The parts of an entry that its notice may tell. The store keeps them together, and has nothing else where changes
     * are listed. The business may see each of them in every entry that it is told of.
     */
    public static final Set<Part> PARTS = Set.of(
            Part.CHANNEL,
            Part.BASIS,
            Part.SCOPE,
            Part.FURTHER_PART,
            Part.DISOWNS_CLAIMS,
            Part.REASON_CODE,
            Part.REASON_TEXT,
            Part.CAMPAIGN,
            Part.MESSAGE_SENT_AT,
            Part.STOPS_BY,
            Part.FOLLOW_UP_ID,
            Part.WORK_KIND,
            Part.WORK_STATE,
            Part.WORK_DUE,
            Part.WORK_SCOPE);

    /** What is told of another entry or id, which is the entry's value. */
    public static final Set<ChangeType> ABOUT_ANOTHER =
            Set.of(ChangeType.REASON_GIVEN, ChangeType.MESSAGE_LATE, ChangeType.IDENTITY_CHANGED);

    /**
     * The parts of {@code head} and {@code wish} stand beside the others.
     *
     * @param optOut of a reason, the opt-out that it is for
     * @param message of a late message, its entry
     * @param otherUserId the other id of the person
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
            @JsonUnwrapped NoticeHead head,
            @Nullable String channel,
            @JsonUnwrapped StatedWish wish,
            @Nullable String optOut,
            @Nullable FollowUpData followUp,
            @Nullable String message,
            @Nullable UserId otherUserId) {

        private static Data of(ChangeType type, NoticeHead head, @Nullable String value, Parts parts) {
            return new Data(
                    head,
                    parts.get(Part.CHANNEL),
                    StatedWish.of(parts),
                    type == ChangeType.REASON_GIVEN ? value : null,
                    FollowUpData.of(parts),
                    type == ChangeType.MESSAGE_LATE ? value : null,
                    type == ChangeType.IDENTITY_CHANGED ? new UserId(Objects.requireNonNull(value)) : null);
        }

        public BusinessId businessId() {
            return head.businessId();
        }

        public @Nullable UserId userId() {
            return head.userId();
        }
    }

    /**
     * @param userId null for a change of the business's settings
     * @param recordedAt when the statement was received
     * @param countsFrom from when it counts, if that differs from when it happened
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NoticeHead(
            BusinessId businessId,
            @Nullable UserId userId,
            EntryId entryId,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable Instant countsFrom) {}

    /**
     * @param kind of the work, such as MARKETING_REMOVAL
     * @param due the last day for it, in the business's time zone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FollowUpData(
            String followUpId,
            @Nullable String kind,
            @Nullable String state,
            @Nullable LocalDate due,
            @Nullable Scope scope) {

        private static @Nullable FollowUpData of(Parts parts) {
            String id = parts.get(Part.FOLLOW_UP_ID);
            return id == null
                    ? null
                    : new FollowUpData(
                            id,
                            parts.get(Part.WORK_KIND),
                            parts.get(Part.WORK_STATE),
                            parts.ifReadable(Part.WORK_DUE, LocalDate::parse),
                            parts.ifReadable(Part.WORK_SCOPE, Scope::of));
        }
    }

    /** @param value the other entry or id; null if it is told of none */
    public static Notice of(ChangeId id, ChangeType type, NoticeHead head, @Nullable String value, Parts parts) {
        return new Notice(id, type, head.occurredAt(), Data.of(type, head, value, parts));
    }

    /**
     * What businesses are told, by the time of arrival. Each call throws {@link consimt.runtime.StoreUnavailable} if the store
     * does not answer.
     */
    public interface Changes {

        /**
         * Changes in the order of their ids. One that was stored moments ago may be missing.
         *
         * @param after where to go on, or null to start
         * @param before only changes that arrived before this instant
         */
        Page<Notice> read(BusinessId businessId, @Nullable ChangeId after, Instant before, int limit);

        Optional<Notice> find(BusinessId businessId, ChangeId id);
    }
}
