package consimt.relation;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Caller;
import consimt.relation.Standing.Basis;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standing.Marketing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A relation as callers see it: a pure function of its standing.
 *
 * @param marketingHeldSince since when an uncertain opt-out holds marketing; left out if nothing is held
 * @param scopes what stands by scope; left out if all wishes are about all marketing
 * @param optedOutChannels by which the person gets no messages of any category; left out if there is none
 * @param refusalSuspectedSince since when a message that may be a refusal holds marketing; left out if none does
 */
public record RelationView(
        UserId userId,
        BusinessId businessId,
        boolean blocked,
        @Nullable Instant blockedSince,
        Conversation conversation,
        @Nullable Basis basis,
        @Nullable Instant conversationSince,
        Marketing marketing,
        @Nullable Instant marketingSince,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant marketingHeldSince,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant refusalSuspectedSince,
        @Nullable RemovalView removal,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScopeView> scopes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChannelView> optedOutChannels,
        int reports) {

    /** The removal from the marketing list: until it is done, marketing may still come. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RemovalView(
            Status status,
            @Nullable LocalDate stopsBy,
            @Nullable String followUpId) {

        public enum Status {
            IN_PROGRESS,
            DONE
        }

        static final RemovalView AT_ONCE = new RemovalView(Status.DONE, null, null);
    }

    /** What stands for one scope, if the person said which marketing they mean. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScopeView(
            Scope scope, Marketing marketing, @Nullable RemovalView removal) {}

    /** A channel by which messages of every category are refused. */
    public record ChannelView(Channel channel, Instant since) {}

    /** @param elsewhere the standings under the person's other ids, under which a removal may have been promised */
    public static RelationView of(Relation relation, Standing standing, Map<Relation, Standing> elsewhere) {
        return new RelationView(
                relation.userId(),
                relation.businessId(),
                standing.isBlocked(),
                standing.isBlocked() ? standing.since(MarkKind.BLOCKED) : null,
                standing.conversation(),
                standing.basis(),
                conversationSince(standing),
                standing.marketing(),
                marketingSince(standing),
                standing.heldSince(),
                standing.refusalSuspectedSince(),
                removal(relation, standing, elsewhere, any -> true),
                scopes(relation, standing, elsewhere),
                standing.optedOutChannels().entrySet().stream()
                        .map(each ->
                                new ChannelView(each.getKey(), each.getValue().at()))
                        .toList(),
                standing.reports().size());
    }

    /** The removal for an opt-out of this scope; null if there is none. */
    public @Nullable RemovalView removalFor(Scope scope) {
        for (ScopeView each : scopes) {
            if (each.scope().equals(scope)) {
                return each.removal();
            }
        }
        return removal;
    }

    /** The same without the parts that this caller may not see: a business sees no reports. */
    public RelationView shownTo(Caller caller) {
        return caller.isBusiness()
                ? new RelationView(
                        userId,
                        businessId,
                        blocked,
                        blockedSince,
                        conversation,
                        basis,
                        conversationSince,
                        marketing,
                        marketingSince,
                        marketingHeldSince,
                        refusalSuspectedSince,
                        removal,
                        scopes,
                        optedOutChannels,
                        0)
                : this;
    }

    private static @Nullable Instant conversationSince(Standing standing) {
        return switch (standing.conversation()) {
            case NONE -> null;
            case CONTACTED -> standing.since(MarkKind.CONTACTED);
            case ACCEPTED -> earlier(standing.since(MarkKind.IMPLIED), standing.since(MarkKind.EXPRESSED));
        };
    }

    private static @Nullable Instant marketingSince(Standing standing) {
        return switch (standing.marketing()) {
            case UNSET -> null;
            case OPTED_OUT -> at(standing.optOut());
            case OPTED_IN -> at(standing.optIn());
        };
    }

    private static @Nullable Instant at(@Nullable Mark mark) {
        return mark == null ? null : mark.at();
    }

    /** Left out if all wishes are about all marketing. */
    private static List<ScopeView> scopes(Relation relation, Standing standing, Map<Relation, Standing> elsewhere) {
        Map<Scope, Marketing> wishes = standing.marketingByScope();
        return wishes.keySet().stream().allMatch(Scope::isAll)
                ? List.of()
                : wishes.entrySet().stream()
                        .map(wish -> new ScopeView(
                                wish.getKey(),
                                wish.getValue(),
                                wish.getValue() == Marketing.OPTED_OUT
                                        ? removal(
                                                relation,
                                                standing,
                                                elsewhere,
                                                removal -> removal.scope().covers(wish.getKey()))
                                        : null))
                        .toList();
    }

    private static @Nullable RemovalView removal(
            Relation relation, Standing standing, Map<Relation, Standing> elsewhere, Predicate<Removal> which) {
        if (!standing.isOptedOut()) {
            return null;
        }
        return CurrentRemoval.shown(relation, standing, elsewhere, which)
                .map(current -> new RemovalView(
                        current.isDone() ? RemovalView.Status.DONE : RemovalView.Status.IN_PROGRESS,
                        current.removal().stopsBy(),
                        FollowUpId.ofRemoval(current.relation(), current.removal())
                                .value()))
                .orElse(RemovalView.AT_ONCE);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
