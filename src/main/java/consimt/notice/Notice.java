package consimt.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.ledger.ChangeType;
import consimt.ledger.Entry;
import consimt.ledger.EntryView;
import consimt.ledger.StatedReason;
import consimt.ledger.WorkState;
import consimt.relation.BusinessId;
import consimt.relation.Categories;
import consimt.relation.EntryId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One change as a business is told of it, by a post to its endpoint and in a list alike.
 *
 * @param id the same at each try
 * @param timestamp when it happened; changes of one relation may be told in another order than they happened
 */
@JsonPropertyOrder({"id", "type", "timestamp", "data"})
public record Notice(ChangeId id, ChangeType type, Instant timestamp, Data data) {

    /**
     * @param userId null for a change of the business's settings
     * @param recordedAt when the statement was received
     * @param countsFrom from when it counts, if that differs from when it happened
     * @param categories which an opt-out refuses besides marketing, by the scope's channel
     * @param campaign of the message that made the person opt out
     * @param messageSentAt when that message was sent
     * @param optOut of a reason, the opt-out that it is for
     * @param message of a late message, its entry
     * @param otherUserId the other id of the person
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
            BusinessId businessId,
            @Nullable UserId userId,
            EntryId entryId,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable Instant countsFrom,
            @Nullable String channel,
            @Nullable Scope scope,
            @Nullable Categories categories,
            @Nullable String basis,
            @Nullable StatedReason reason,
            @Nullable String campaign,
            @Nullable Instant messageSentAt,
            @Nullable String optOut,
            @Nullable LocalDate stopsBy,
            @Nullable FollowUpData followUp,
            @Nullable String message,
            @Nullable UserId otherUserId) {}

    /**
     * A piece of work after its step.
     *
     * @param kind of the work, such as MARKETING_REMOVAL
     * @param due the last day for it, in the business's time zone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FollowUpData(
            String followUpId,
            @Nullable String kind,
            @Nullable String state,
            @Nullable LocalDate due,
            @Nullable Scope scope) {}

    /** @param userId null for an entry about the business's settings */
    public static Notice of(ChangeId id, ChangeType type, BusinessId businessId, @Nullable UserId userId, Entry entry) {
        EntryView view = EntryView.of(entry);
        return new Notice(
                id,
                type,
                view.occurredAt(),
                new Data(
                        businessId,
                        userId,
                        view.entryId(),
                        view.occurredAt(),
                        view.recordedAt(),
                        view.countsFrom(),
                        view.channel(),
                        view.scope(),
                        view.categories(),
                        view.basis(),
                        view.reason(),
                        view.campaign(),
                        view.messageSentAt(),
                        type == ChangeType.REASON_GIVEN ? view.value() : null,
                        view.stopsBy(),
                        followUp(view),
                        type == ChangeType.MESSAGE_LATE ? view.value() : null,
                        type == ChangeType.IDENTITY_CHANGED ? new UserId(view.value()) : null));
    }

    private static @Nullable FollowUpData followUp(EntryView view) {
        String id = view.followUpId();
        if (id == null) {
            return null;
        }
        WorkState work = view.work();
        return work == null
                ? new FollowUpData(id, null, null, null, null)
                : new FollowUpData(id, work.kind(), work.state(), work.due(), work.scope());
    }
}
