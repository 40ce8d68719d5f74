package consimt.whatsapp;

import consimt.business.BusinessSettings;
import consimt.followup.HeldOptOut;
import consimt.followup.LateMessages;
import consimt.followup.Work;
import consimt.function.Metrics;
import consimt.function.Outcome;
import consimt.identity.Identities;
import consimt.identity.IdentityChange;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.optout.OptIns;
import consimt.optout.OptOuts;
import consimt.optout.StatusOptOuts;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Consistency;
import consimt.relation.Request;
import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import consimt.relation.UserId;
import consimt.whatsapp.Update.IdentityChanged;
import consimt.whatsapp.Update.MarketingSent;
import consimt.whatsapp.Update.MessageSent;
import consimt.whatsapp.Update.PreferenceChanged;
import consimt.whatsapp.Update.SendFailed;
import consimt.whatsapp.Update.Wish;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records what each kind of update means. */
@Singleton
public class Facts {

    private static final String CHANNEL = "whatsapp";

    private final Ledger ledger;
    private final Relations relations;
    private final Identities identities;
    private final OptOuts optOuts;
    private final OptIns optIns;
    private final LateMessages lateMessages;
    private final StatusCircuitBreaker breaker;
    private final Work work;
    private final BusinessSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    public Facts(
            Ledger ledger,
            Relations relations,
            Identities identities,
            OptOuts optOuts,
            OptIns optIns,
            LateMessages lateMessages,
            StatusCircuitBreaker breaker,
            Work work,
            BusinessSettings settings,
            Metrics metrics,
            Clock clock) {
        this.ledger = ledger;
        this.relations = relations;
        this.identities = identities;
        this.optOuts = optOuts;
        this.optIns = optIns;
        this.lateMessages = lateMessages;
        this.breaker = breaker;
        this.work = work;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The person has other ids than before, each of which stands for all of them from now on. */
    void identity(BusinessId businessId, IdentityChanged change) {
        UserId now = change.current().userId();
        IdentityChange told = new IdentityChange(
                change.entryId(), businessId, change.previous().userId(), now, change.at(), clock.instant(), CHANNEL);
        conflict(identities.record(told) == Outcome.CONFLICT);
        for (UserId alias :
                new UserId[] {change.previous().alias(), change.current().alias()}) {
            if (alias != null) {
                identities.record(told(new Relation(now, businessId), alias, change.at()));
            }
        }
    }

    /**
     * The ledger's entry of a message, which is agreement to the conversation. It tells of an opt-out where that is what
     * the message was when it was first delivered, by the words that the business had then.
     *
     * @return nothing where the ledger has another fact
     */
    Optional<Written> write(Relation relation, MessageSent message) {
        Recorded recorded = ledger.record(relation, agreement(request(relation, message, CHANNEL)));
        Entry entry = recorded.entry();
        if (recorded.isConflict() && entry.isOptOut()) {
            return Optional.of(new Written(entry.asOptOut(), true));
        }
        return conflict(recorded.isConflict())
                ? Optional.empty()
                : Optional.of(new Written(asAgreement(entry), recorded.isRepeated()));
    }

    private static Entry agreement(Request request) {
        return Entry.of(request, Entry.Kind.CONSENT_DECISION, Fact.Kind.MESSAGE_SENT.name(), null)
                .onBasis(Basis.IMPLIED);
    }

    private static Fact asAgreement(Entry message) {
        return Fact.of(Fact.Kind.MESSAGE_SENT, message.occurredAt(), message.id());
    }

    /**
     * Joins what is in the ledger already.
     *
     * @param aliases the numbers that were named beside the person's id
     */
    void join(Relation relation, Set<UserId> aliases, Fact fact, boolean repeated) {
        if (aliases.isEmpty()) {
            relations.join(relation, fact, work::replace);
        }
        aliases.forEach(
                alias -> identities.join(told(relation, alias, fact.mark().at()), fact, repeated));
    }

    /**
     * A message that is a wish to stop marketing is agreement to the conversation all the same: one entry says both.
     * Where it was first delivered before the business's words had it, there is an entry that says the one, and another
     * says the other.
     */
    void optOut(Relation relation, @Nullable UserId alias, MessageSent message) {
        Request request = request(relation, message, CHANNEL);
        Recorded recorded = optOut(request, alias, Basis.IMPLIED);
        Entry entry = recorded.entry();
        if (recorded.isConflict() && entry.tellsTheSameAs(agreement(request))) {
            relations.join(relation, asAgreement(entry), work::replace);
            recorded = optOut(request.under(EntryId.ofOptOutIn(request.id())), alias, null);
        }
        conflict(recorded.isConflict());
    }

    void preference(Relation relation, @Nullable UserId alias, PreferenceChanged preference) {
        Request request = request(relation, preference, CHANNEL);
        if (preference.wish() == Wish.STOP) {
            conflict(optOut(request, alias, null).isConflict());
            return;
        }
        Recorded recorded = alias == null
                ? optIns.note(request)
                : optIns.note(
                        request,
                        (fact, repeated) -> identities.join(told(relation, alias, preference.at()), fact, repeated));
        conflict(recorded.isConflict());
    }

    /**
     * A message was not sent because the person stopped marketing; too many of these at once are no wishes of people.
     *
     * @return the opt-out that is to be held
     */
    Optional<HeldOptOut> notSent(Relation relation, @Nullable UserId alias, SendFailed failed) {
        if (breaker.admits(relation.businessId(), failed.entryId(), failed.ownTime())) {
            Request request = request(relation, failed, StatusOptOuts.CHANNEL);
            conflict(optOut(request, alias, null).isConflict());
            return Optional.empty();
        }
        link(relation, alias, failed.at());
        return Optional.of(new HeldOptOut(relation, failed.entryId(), failed.at()));
    }

    /** All at once: one after the other, or side by side, each would change the same day's counter. */
    void hold(List<HeldOptOut> optOuts) {
        int news = work.hold(optOuts);
        if (news > 0) {
            metrics.count("HeldOptOuts", news);
        }
    }

    /** Marketing that was sent after the person opted out of it. */
    void marketing(Relation relation, List<MarketingSent> sent) {
        if (sent.isEmpty()) {
            return;
        }
        Standing standing = relations.of(relation, Consistency.STRONG);
        for (MarketingSent message : sent) {
            lateMessages.record(relation, message.entryId(), message.at(), standing);
        }
    }

    /** Where nobody works by hand, the same update that joins the opt-out makes the ids one. */
    private Recorded optOut(Request request, @Nullable UserId alias, @Nullable Basis basis) {
        Relation relation = request.relation();
        if (alias == null || settings.of(relation.businessId()).removal().byHand()) {
            link(relation, alias, request.occurredAt());
            return optOuts.note(request, basis);
        }
        Recorded recorded = ledger.record(relation, OptOuts.entry(request, basis));
        if (!recorded.isConflict()) {
            identities.join(
                    told(relation, alias, request.occurredAt()),
                    recorded.entry().asOptOut(),
                    recorded.isRepeated());
        }
        return recorded;
    }

    private void link(Relation relation, @Nullable UserId alias, Instant at) {
        if (alias != null) {
            identities.record(told(relation, alias, at));
        }
    }

    private IdentityChange told(Relation relation, UserId alias, Instant at) {
        return IdentityChange.toldByMessage(
                relation.businessId(), alias, relation.userId(), at, clock.instant(), CHANNEL);
    }

    private Request request(Relation relation, Update update, String channel) {
        return new Request(
                update.entryId(), relation, update.at(), update.ownTime(), clock.instant(), channel, null, false);
    }

    /** The ledger has another fact under the same id. That one stands; delivering again would change nothing. */
    private boolean conflict(boolean is) {
        if (is) {
            metrics.count("ConflictingUpdates", 1);
        }
        return is;
    }

    /** @param isRepeated whether the ledger had it before */
    record Written(Fact fact, boolean isRepeated) {}
}
