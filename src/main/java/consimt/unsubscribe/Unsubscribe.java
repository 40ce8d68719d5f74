package consimt.unsubscribe;

import consimt.access.Link;
import consimt.access.Link.Purpose;
import consimt.access.Links;
import consimt.access.OneClick;
import consimt.access.PageFields;
import consimt.answer.Outcome;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.ledger.StatedReason;
import consimt.optout.Confirmation;
import consimt.optout.OptOuts;
import consimt.optout.Preference;
import consimt.permission.ContactPermissions;
import consimt.relation.Mark;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.web.FormField;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a link to unsubscribe opens. By POST, from a mail program (RFC 8058) or from the page, it opts the person out of
 * the one business's marketing. By GET it only shows the page with the buttons.
 *
 * <p>A link may be about a part of the marketing. Then the page's first button stops all, and the second one stops this
 * part alone. A mail program's button stops this part too.
 *
 * <p>After its end a link still takes a no, but it names nobody: mail is forwarded, and kept for years. Its page has one
 * button, which stops all.
 *
 * <p>A link to subscribe asks on the same page. Its button says yes, and a mail program's button stops as well.
 *
 * <p>The page that answers a click asks why, and may have the way back as a button ({@link WayBack}). Its forms have a
 * sealed field.
 */
@Singleton
public record Unsubscribe(
        Links links,
        PageFields fields,
        OptOuts optOuts,
        ContactPermissions permissions,
        Standings standings,
        BusinessSettings settings,
        Metrics metrics,
        Clock clock)
        implements HttpFunction {

    private static final FormField REASON = new FormField(UnsubscribePage.REASON);
    private static final FormField RETURN = new FormField(UnsubscribePage.RETURN);
    private static final FormField STOPPED = new FormField(Stopped.FIELD);
    private static final FormField SUBSCRIBE = new FormField(UnsubscribePage.SUBSCRIBE);

    @Override
    public String name() {
        return "unsubscribe";
    }

    @Funq("unsubscribe")
    public HttpAnswer unsubscribe(HttpCall call) {
        return guarded(call);
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        boolean acts = call.method().equals("POST");
        if (!acts && !call.method().equals("GET")) {
            return HttpAnswer.onlyBy("GET, POST");
        }
        @Nullable Locale locale = language(call);
        Optional<Link> link =
                call.query("link").flatMap(text -> links.inAddress(text, Purpose.UNSUBSCRIBE, Purpose.SUBSCRIBE));
        if (link.isEmpty()) {
            return UnsubscribePage.gone(locale);
        }
        if (acts && OneClick.isIn(call)) {
            return optOut(
                    link.get(),
                    Stop.saidIn(call, link.get().scope()).of(link.get().scope()),
                    locale);
        }
        if (subscribes(link.get()) && !canAsk(link.get())) {
            return UnsubscribePage.gone(locale);
        }
        if (!acts) {
            return shown(link.get(), locale);
        }
        if (subscribes(link.get()) && !SUBSCRIBE.valuesIn(call).isEmpty()) {
            return subscribed(link.get(), locale);
        }
        List<String> stopped = STOPPED.valuesIn(call);
        return stopped.isEmpty()
                ? HttpAnswer.text(400, "the form must say " + OneClick.FIELD + "=" + OneClick.VALUE)
                : fields.read(link.get(), stopped.get(0))
                        .filter(text -> !link.get().hasEnded(clock.instant()))
                        .map(text -> answered(call, link.get(), stopped.get(0), Stopped.of(text), locale))
                        .orElseGet(() -> shown(link.get(), locale));
    }

    private static boolean subscribes(Link link) {
        return link.purpose() == Purpose.SUBSCRIBE;
    }

    /**
     * Whether there is still what a link to subscribe asks for: without a part that the business no longer has, a yes would
     * be to more. A business's link makes a claim.
     */
    private boolean canAsk(Link link) {
        return !link.hasEnded(clock.instant())
                && AskedScope.of(link.scope()).unknownTo(business(link)).isEmpty()
                && (link.isOfOperator() || settings.acceptsClaims());
    }

    /** A yes that lifts nothing shows what the person said before. */
    private HttpAnswer subscribed(Link link, @Nullable Locale locale) {
        Business business = business(link);
        Words words = Words.of(business, locale);
        Scope scope = link.scope();
        String proof = words.subscribeQuestion(scope) + " " + words.say("subscribe.button");
        Preference preference = clicks().subscribe(link, business, locale, proof, clock.instant());
        return preference.outcome() == Outcome.SUPERSEDED
                ? shown(link, locale)
                : UnsubscribePage.back(words, words.optInConfirmation(scope), scope);
    }

    /** The question, or that the person stopped it. What the business no longer has is left out. */
    private HttpAnswer shown(Link link, @Nullable Locale locale) {
        if (link.hasEnded(clock.instant())) {
            return UnsubscribePage.questionAfterTheEnd(locale);
        }
        Business business = business(link);
        Words words = Words.of(business, locale);
        Scope scope = AskedScope.of(link.scope()).of(business);
        Standing standing = standings.of(Clicks.relation(link), Consistency.STRONG);
        Mark no = standing.isOptedOutAsAWhole(scope) ? standing.optOutFrom(scope) : null;
        // A yes by the operator's link lifts an opt-out.
        if (subscribes(link) && (no == null || link.isOfOperator())) {
            return UnsubscribePage.offer(words, scope);
        }
        if (no == null) {
            return UnsubscribePage.question(words, scope);
        }
        boolean isAll = standing.isOptedOutAsAWhole(Scope.ALL);
        LocalDate day = business.dayOf(no.at());
        return UnsubscribePage.stopped(words, words.unsubscribeStopped(isAll ? Scope.ALL : scope, day), isAll);
    }

    private HttpAnswer optOut(Link link, Scope scope, @Nullable Locale locale) {
        Instant now = clock.instant();
        boolean hasEnded = link.hasEnded(now);
        // A business's link never offers the way back, so its click costs no read more.
        @Nullable Standing before = link.isOfOperator() && !hasEnded ? before(link) : null;
        Preference preference = clicks().optOut(link, scope, locale, now);
        if (hasEnded) {
            return UnsubscribePage.doneAfterTheEnd(locale);
        }
        Business business = business(link);
        Scope stopped = Objects.requireNonNullElse(preference.about().scope(), Scope.ALL);
        boolean mayReturn = before != null && new WayBack(permissions).isOpen(link, before, stopped, business, now);
        String field = fields.seal(link, new Stopped(preference.entryId(), stopped, mayReturn).text());
        return UnsubscribePage.done(
                Words.of(business, locale),
                Objects.requireNonNull(preference.confirmation(), "an opt-out of now stands"),
                field,
                mayReturn,
                stopped.isAll());
    }

    /** The standing before a click; null if it cannot be read. The click does not wait for it. */
    private @Nullable Standing before(Link link) {
        try {
            return standings.of(Clicks.relation(link), Consistency.STRONG);
        } catch (RuntimeException unread) {
            Faults.log("Unsubscribe", unread);
            return null;
        }
    }

    /**
     * What the person presses on the page that answered their click: why, or the way back.
     *
     * @param field as it was sealed after the click: its hour goes on
     */
    private HttpAnswer answered(HttpCall call, Link link, String field, Stopped stopped, @Nullable Locale locale) {
        Instant now = clock.instant();
        Business business = business(link);
        Words words = Words.of(business, locale);
        List<String> reasons = REASON.valuesIn(call);
        if (!reasons.isEmpty()) {
            StatedReason reason = new StatedReason(reasons.get(0), null);
            clicks().explain(link, stopped, reason, business, now);
            return UnsubscribePage.explained(words, reason, field, isStillOpen(link, stopped), stopped.scope());
        }
        if (RETURN.valuesIn(call).isEmpty() || !isStillOpen(link, stopped)) {
            return shown(link, locale);
        }
        Confirmation confirmation =
                clicks().optIn(link, stopped, business, locale, now).confirmation();
        return confirmation == null
                ? shown(link, locale)
                : UnsubscribePage.back(words, confirmation.text(), link.scope());
    }

    private Clicks clicks() {
        return new Clicks(optOuts);
    }

    private boolean isStillOpen(Link link, Stopped stopped) {
        return WayBack.isStillOpen(stopped, standings.of(Clicks.relation(link), Consistency.STRONG));
    }

    private Business business(Link link) {
        return settings.of(Clicks.relation(link).businessId());
    }

    /**
     * The first language of the browser for which there are texts, or null. These languages are few, so one link makes
     * few entries in a second.
     */
    private static @Nullable Locale language(HttpCall call) {
        try {
            List<Locale.LanguageRange> ranges =
                    Locale.LanguageRange.parse(call.header("accept-language").orElse(""));
            return ranges.isEmpty()
                    ? null
                    : spoken(Locale.forLanguageTag(ranges.get(0).getRange()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The library throws the latter for a range that has only hyphens.
            return null;
        }
    }

    private static @Nullable Locale spoken(Locale asked) {
        Locale spoken = Locale.forLanguageTag(Words.ofNobody(asked).language());
        return spoken.getLanguage().equals(asked.getLanguage()) ? spoken : null;
    }
}
