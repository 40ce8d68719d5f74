package consimt.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.answer.Caller;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standing.Marketing;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A relation as callers see it: a pure function of its standing. The parts of all these records are side by side. */
public record RelationView(
        UserId userId,
        BusinessId businessId,
        @JsonUnwrapped BlockView block,
        @JsonUnwrapped ConversationView agreement,
        @JsonUnwrapped MarketingView wishes,
        @JsonUnwrapped ClaimsView claims,
        int reports) {

    public record BlockView(boolean blocked, @Nullable Instant blockedSince) {}

    public record ConversationView(
            Conversation conversation,
            @Nullable Basis basis,
            @Nullable Instant conversationSince) {}

    /**
     * @param claims what the business says that the person agreed to; left out if there is nothing, or if the person
     *     disowned it
     * @param claimsTooLate whether a refusal came before them, so that they open no conversation; null if not
     * @param claimsDisownedSince since when no claim counts; left out if the person disowned none
     */
    public record ClaimsView(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClaimView> claims,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean claimsTooLate,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant claimsDisownedSince) {}

    /** @param scope of an opt-in; left out for all marketing */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimView(Yes value, @Nullable Scope scope, Instant since) {

        private static ClaimView of(Marks.Key key, Mark mark) {
            return new ClaimView(
                    switch (key.kind()) {
                        case CLAIMED -> Yes.OPT_IN;
                        case CLAIMED_MESSAGE -> Yes.MESSAGE_SENT;
                        default -> Yes.CONTINUE;
                    },
                    key.scope().isAll() ? null : key.scope(),
                    mark.at());
        }
    }

    /**
     * @param refusalSuspectedSince since when a message that may be a refusal holds marketing; left out if none does
     * @param scopes what stands by scope; left out if all wishes are about all marketing
     * @param optedOutChannels by which the person gets no messages of any category; left out if there is none
     */
    public record MarketingView(
            Marketing marketing,
            @Nullable Instant marketingSince,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant refusalSuspectedSince,

            @Nullable RemovalView removal,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScopeView> scopes,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChannelView> optedOutChannels) {}

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

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScopeView(
            Scope scope, Marketing marketing, @Nullable RemovalView removal) {}

    public record ChannelView(Channel channel, Instant since) {}

    public static RelationView of(Relation relation, Standing standing, Removals removals) {
        return new RelationView(
                relation.userId(),
                relation.businessId(),
                new BlockView(standing.isBlocked(), standing.isBlocked() ? standing.since(MarkKind.BLOCKED) : null),
                new ConversationView(standing.conversation(), standing.basis(), conversationSince(standing)),
                wishes(standing, removals),
                claims(standing),
                standing.reports().size());
    }

    private static ClaimsView claims(Standing standing) {
        List<ClaimView> claims = standing.claims().entrySet().stream()
                .map(claim -> ClaimView.of(claim.getKey(), claim.getValue()))
                .toList();
        Boolean isTooLate = claims.isEmpty() || standing.isOpenedByClaim() ? null : true;
        return new ClaimsView(claims, isTooLate, standing.since(MarkKind.DISOWNED));
    }

    private static MarketingView wishes(Standing standing, Removals removals) {
        return new MarketingView(
                standing.marketing(),
                marketingSince(standing),
                standing.refusalSuspectedSince(),
                removal(standing, removals, any -> true),
                scopes(standing, removals),
                standing.optedOutChannels().entrySet().stream()
                        .map(each ->
                                new ChannelView(each.getKey(), each.getValue().at()))
                        .toList());
    }

    public @Nullable RemovalView removalFor(Scope scope) {
        for (ScopeView each : wishes.scopes) {
            if (each.scope().equals(scope)) {
                return each.removal();
            }
        }
        return wishes.removal;
    }

    /** The same without the parts that this caller may not see: a business sees no reports. */
    public RelationView shownTo(Caller caller) {
        return caller.isBusiness() ? new RelationView(userId, businessId, block, agreement, wishes, claims, 0) : this;
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
            case OPTED_OUT -> Mark.since(standing.mark(MarkKind.OPTED_OUT));
            case OPTED_IN -> Mark.since(standing.mark(MarkKind.OPTED_IN));
        };
    }

    private static List<ScopeView> scopes(Standing standing, Removals removals) {
        Map<Scope, Marketing> wishes = standing.marketingByScope();
        return wishes.keySet().stream().allMatch(Scope::isAll)
                ? List.of()
                : wishes.entrySet().stream()
                        .map(wish -> new ScopeView(
                                wish.getKey(),
                                wish.getValue(),
                                wish.getValue() == Marketing.OPTED_OUT
                                        ? removal(standing, removals, scope -> scope.covers(wish.getKey()))
                                        : null))
                        .toList();
    }

    private static @Nullable RemovalView removal(Standing standing, Removals removals, Predicate<Scope> which) {
        return standing.isOptedOut() ? removals.of(which).orElse(RemovalView.AT_ONCE) : null;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
