package consimt.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.record.RelationView;
import consimt.record.RelationView.ChannelView;
import consimt.record.RelationView.ClaimsView;
import consimt.record.RelationView.ConversationView;
import consimt.record.RelationView.MarketingView;
import consimt.record.RelationView.ScopeView;
import consimt.record.Removals;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standing.Marketing;
import consimt.relation.Standings.Stands;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of a business's relations, as a list shows it: what {@code read-relation} says, without the work by hand and without
 * reports.
 *
 * @param alsoKnownAs the ids that are the person's by the word of the business alone
 * @param blocked null for a business
 * @param blockedSince null for a business, and where it is not blocked
 * @param scopes what stands by scope; left out if all wishes are about all marketing. After too many scopes an opt-out
 *     refuses calls too
 * @param liftedOptOuts what opt-ins to a part lifted. By a law these opt-outs may count for all else
 */
public record ListedRelation(
        UserId userId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UserId> alsoKnownAs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean blocked,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant blockedSince,

        @JsonUnwrapped ConversationView agreement,
        Marketing marketing,
        @Nullable Instant marketingSince,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant refusalSuspectedSince,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ListedScope> scopes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LiftedOptOut> liftedOptOuts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChannelView> optedOutChannels,
        @JsonUnwrapped ClaimsView claims) {

    public record ListedScope(Scope scope, Marketing marketing, Instant since) {

        private static ListedScope of(ScopeView view, Standing standing) {
            return new ListedScope(
                    view.scope(),
                    view.marketing(),
                    Objects.requireNonNull(standing.since(view.scope(), view.marketing())));
        }
    }

    public record LiftedOptOut(Scope scope, Instant since) {}

    static ListedRelation of(Stands one, boolean isForBusiness) {
        Standing standing = one.standing();
        RelationView view = RelationView.of(one.relation(), standing, Removals.NONE);
        MarketingView wishes = view.wishes();
        return new ListedRelation(
                view.userId(),
                List.copyOf(standing.linkedWith(view.userId())),
                isForBusiness ? null : view.block().blocked(),
                isForBusiness ? null : view.block().blockedSince(),
                view.agreement(),
                wishes.marketing(),
                wishes.marketingSince(),
                wishes.refusalSuspectedSince(),
                wishes.scopes().stream()
                        .map(scope -> ListedScope.of(scope, standing))
                        .toList(),
                standing.optOutsLiftedInPart().entrySet().stream()
                        .map(lifted -> new LiftedOptOut(lifted.getKey(), lifted.getValue()))
                        .toList(),
                wishes.optedOutChannels(),
                view.claims());
    }

    /** Whether a business sees nothing in it, as of a person who only blocked the business, or reported it. */
    boolean isEmpty() {
        return agreement.conversation() == Conversation.NONE
                && marketing == Marketing.UNSET
                && refusalSuspectedSince == null
                && optedOutChannels.isEmpty()
                && claims.claims().isEmpty();
    }
}
