package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.Business.Topic;
import consimt.business.BusinessSettings;
import consimt.hours.Arrival;
import consimt.hours.Arrival.Whereabouts;
import consimt.permission.ContactPermission.DirectContact;
import consimt.permission.ContactPermission.PartPermission;
import consimt.permission.Rules.Ask;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import consimt.relation.MessageCategory;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rules say of every kind of direct contact in a relation, for those who show how things stand. */
@Singleton
public record ContactPermissions(BusinessSettings settings, Clock clock) {

    /**
     * One for each kind of contact, in the order of the kinds. Each is asked about as a whole, and so refused by an
     * opt-out of any part. So its parts are told too, where the person has wishes about parts.
     */
    public List<ContactPermission> of(Relation relation, Standing standing, Business business) {
        return DirectContact.ALL.stream()
                .map(contact -> permission(relation, standing, business, contact))
                .toList();
    }

    /** What a check of marketing without a scope says. */
    public Permission ofMarketing(Relation relation, Standing standing, Business business) {
        return judge(relation, standing, business, DirectContact.MARKETING, AskedScope.ALL);
    }

    /** Whether marketing is allowed as soon as the person writes to the business, which agrees to the conversation. */
    public boolean isMarketingAllowedByWriting(Relation relation, Standing standing, Business business) {
        Fact message = Fact.of(Fact.Kind.MESSAGE_SENT, clock.instant(), EntryId.ofIdentity());
        return standing.conversation() != Standing.Conversation.ACCEPTED
                && ofMarketing(relation, standing, business).permission() != Permission.Verdict.ALLOWED
                && ofMarketing(relation, standing.with(message), business).permission() == Permission.Verdict.ALLOWED;
    }

    public boolean isMarketingAllowed(Relation relation, Standing standing, Business business, Scope scope) {
        return isAllowed(relation, standing, business, DirectContact.MARKETING, scope);
    }

    /** Whether messages about orders arrive, as a check of them without a scope says. */
    public boolean areOrdersAllowed(Relation relation, Standing standing, Business business) {
        return isAllowed(relation, standing, business, new DirectContact(MessageCategory.UTILITY), Scope.ALL);
    }

    /** Whether any marketing at all may come, however it is asked about. */
    public boolean isAnyMarketingAllowed(Relation relation, Standing standing, Business business) {
        return scopes(business).stream().anyMatch(scope -> isMarketingAllowed(relation, standing, business, scope));
    }

    /** Whether no message of any kind and scope is allowed after a change that was refused before. */
    public boolean allowsNoMore(Relation relation, Standing before, Standing after, Business business) {
        return scopes(business).stream()
                .allMatch(scope -> DirectContact.ALL.stream()
                        .allMatch(contact -> isAllowed(relation, before, business, contact, scope)
                                || !isAllowed(relation, after, business, contact, scope)));
    }

    private boolean isAllowed(
            Relation relation, Standing standing, Business business, DirectContact contact, Scope scope) {
        return judge(relation, standing, business, contact, AskedScope.of(scope))
                        .permission()
                == Permission.Verdict.ALLOWED;
    }

    /** All that a message of this business can be about, each channel and number with each topic and without one. */
    private static List<Scope> scopes(Business business) {
        List<Scope> ways = new ArrayList<>(List.of(Scope.ALL));
        Stream.of(Channel.values()).forEach(channel -> ways.add(Scope.of(channel)));
        business.senders().forEach(sender -> ways.add(Scope.of(Channel.WHATSAPP, sender)));
        List<Scope> all = new ArrayList<>(ways);
        for (Topic topic : business.offering().topics()) {
            ways.forEach(way -> all.add(new Scope(way.channel(), way.sender(), topic.code())));
        }
        return all;
    }

    private ContactPermission permission(
            Relation relation, Standing standing, Business business, DirectContact contact) {
        Permission whole = judge(relation, standing, business, contact, AskedScope.ALL);
        boolean isByChannel = standing.stands(MarkKind.CHANNEL_OPTED_OUT)
                || whole.law() != null
                || whole.reason() == Permission.Reason.AWAITING_DECISION
                        && standing.isOpenedByClaim()
                        && !standing.isAnsweredByBlock();
        return ContactPermission.of(contact, whole, parts(relation, standing, business, contact, isByChannel));
    }

    private @Nullable List<PartPermission> parts(
            Relation relation, Standing standing, Business business, DirectContact contact, boolean isByChannel) {
        List<Scope> parts = parts(standing, business, contact, isByChannel);
        return parts.isEmpty()
                ? null
                : parts.stream()
                        .map(part -> PartPermission.of(
                                part, judge(relation, standing, business, contact, AskedScope.of(part))))
                        .toList();
    }

    /** Of marketing those that wishes name, of other messages the channels. A call has but one. */
    private static List<Scope> parts(Standing standing, Business business, DirectContact contact, boolean isByChannel) {
        MessageCategory category = contact.category();
        return category == null || category == MessageCategory.CALL
                ? List.of()
                : Evaluation.parts(
                        category.isMarketing() ? standing.marks().scopes() : Set.of(), isByChannel, business);
    }

    private Permission judge(
            Relation relation, Standing standing, Business business, DirectContact contact, AskedScope scope) {
        var terms = BusinessTerms.of(settings, () -> business, settings::ofOperator, null);
        Ask ask =
                new Ask(standing, contact.interaction(), contact.category(), scope, null, clock.instant(), terms, null);
        return Rules.judge(relation.userId(), ask);
    }

    /**
     * When an answer was given, and by which settings.
     *
     * @param business its settings then
     * @param operators the operator's own settings then; asked only where a law may be moved
     */
    public record Moment(Instant at, Business business, Supplier<Business> operators) {

        private LocalDate day() {
            return business.dayOf(at);
        }
    }

    /**
     * How the rules come to the answer of a check.
     *
     * @param template the name of the message's template; null if it has none
     * @param said where the caller says that the person is
     */
    public Explanation explain(
            Relation relation,
            Standing standing,
            Question question,
            @Nullable String template,
            Whereabouts said,
            Moment then) {
        var terms = BusinessTerms.of(settings, then::business, then.operators, then.day());
        Arrival arrival = new Arrival(relation.userId(), said, then.at);
        Evaluation judged = Evaluation.of(question.about(standing, template, then.at, terms, arrival));
        Channel channel = judged.ask().scope().channel();
        return Explanation.of(relation.userId(), judged, settings.basis(then.business, channel, then.day()));
    }
}
