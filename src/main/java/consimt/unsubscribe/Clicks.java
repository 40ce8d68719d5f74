package consimt.unsubscribe;

import consimt.access.Link;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.consent.OptOuts;
import consimt.consent.Preference;
import consimt.consent.WhyNot;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.CalledBy;
import consimt.ledger.Source;
import consimt.ledger.StatedWish.StatedReason;
import consimt.record.EventTime;
import consimt.record.Request;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.unsubscribe.WayBack.Stopped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records what is clicked. Each POST is a request of its own, so a link works again after a later opt-in. The idempotency
 * key is made of the link, what is clicked, the language and the second. So repeated POSTs are written once a second at
 * most, and complete what a crash cut off.
 */
record Clicks(OptOuts optOuts) {

    private static final String CHANNEL = "link";

    static Relation relation(Link link) {
        return new Relation(link.userId(), Objects.requireNonNull(link.businessId()));
    }

    Preference optOut(Link link, Scope scope, @Nullable Locale locale, Instant now) {
        String click = link.id()
                + (scope.isAll() ? "" : "." + Stop.THIS.word())
                + (locale == null ? "" : "." + locale.toLanguageTag());
        Preference preference = optOut(click + "." + now.getEpochSecond(), link, scope, locale, now, now);
        Instant optedIn = preference.liftedAt();
        // An opt-in may be dated some minutes ahead, or in the same second. The click came after it was made, so the
        // opt-out counts from the opt-in's time.
        return optedIn == null ? preference : optOut(click + ".after." + optedIn, link, scope, locale, optedIn, now);
    }

    private Preference optOut(String click, Link link, Scope scope, @Nullable Locale locale, Instant at, Instant now) {
        Request request = request(click, link, locale, at, now);
        return preference(optOuts.record(
                request, List.of(), AskedScope.of(scope), null, false, null, AnsweredMessage.NONE, List.of()));
    }

    /** Records a reason for the opt-out. A code that the business does not offer is left out. */
    void explain(Link link, Stopped stopped, StatedReason reason, Business business, Instant now) {
        if (WhyNot.unknown(reason, business).isEmpty()) {
            String click = link.id() + ".why." + reason.code() + "." + now.getEpochSecond();
            optOuts.explain(request(click, link, null, now, now), stopped.optOut(), reason);
        }
    }

    Preference optIn(Link link, Stopped stopped, Business business, @Nullable Locale locale, Instant now) {
        String click = link.id() + ".back." + now.getEpochSecond();
        return preference(optOuts.optIn(request(click, link, locale, now, now), List.of(), business, stopped.scope()));
    }

    /**
     * Records the yes of a link to subscribe. Nobody knows who pressed a link of the business's, so it is a claim, and a
     * call of the business.
     *
     * @param proof of a claim: what the page said
     * @return empty if it is of one part of marketing too many
     */
    Optional<Preference> subscribe(Link link, Business business, @Nullable Locale locale, String proof, Instant now) {
        String click = link.id() + ".yes" + (locale == null ? "" : "." + locale.toLanguageTag());
        Request request = request(click + "." + now.getEpochSecond(), link, locale, now, now);
        Answer answer = link.isOfOperator()
                ? optOuts.optIn(request, List.of(), business, link.scope())
                : optOuts.claim(request.onCallOfTheBusiness(), List.of(), link.scope(), proof);
        return answer.outcome() == Outcome.REJECTED ? Optional.empty() : Optional.of(preference(answer));
    }

    static Request request(String click, Link link, @Nullable Locale locale, Instant at, Instant now) {
        Source source = Source.by(CHANNEL).onCallOf(CalledBy.PERSON);
        return new Request(EntryId.ofClick(click), relation(link), EventTime.unsaid(at), now, source, locale);
    }

    private static Preference preference(Answer answer) {
        if (answer instanceof Preference preference) {
            return preference;
        }
        throw new IllegalStateException("a wish under an id that nobody else can have");
    }
}
