package consimt.unsubscribe;

import consimt.access.Link;
import consimt.access.Link.Purpose;
import consimt.access.Links;
import consimt.access.MadeLink.OneClick;
import consimt.access.PageFields;
import consimt.answer.Outcome;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.consent.Decision;
import consimt.consent.OptOuts;
import consimt.consent.Preference;
import consimt.ledger.StatedWish.StatedReason;
import consimt.permission.ContactPermissions;
import consimt.record.Recorded;
import consimt.record.RelationView;
import consimt.record.RelationView.RemovalView;
import consimt.record.RelationView.RemovalView.Status;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.No;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.unsubscribe.WayBack.Stopped;
import consimt.web.FormField;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
 * <p>A link to the three choices has them as buttons ({@link Choices}).
 *
 * <p>A yes, of whichever button, counts only while the noes are those that its page showed. So a form that was sent before
 * or stayed open lifts no later no.
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
    private static final FormField STOP = new FormField(Stop.FIELD);
    private static final FormField SEEN = new FormField(UnsubscribePage.SEEN);

    private static final String METHODS = "GET, POST";

    /** The part of the query after a yes: what it was to, in the words of {@link Stop}. */
    private static final String SAID = "said";

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
        return switch (call.method()) {
            case "GET", "POST" -> opened(call);
            // Scanners of mail ask so before a person opens the link.
            case "HEAD" -> opened(call).withoutBody();
            case "OPTIONS" -> HttpAnswer.text(204, "").with("Allow", METHODS);
            default -> HttpAnswer.onlyBy(METHODS);
        };
    }

    private HttpAnswer opened(HttpCall call) {
        boolean acts = call.method().equals("POST");
        @Nullable Locale locale = language(call);
        Optional<Link> link = call.query("link")
                .flatMap(text -> links.inAddress(text, Purpose.UNSUBSCRIBE, Purpose.SUBSCRIBE, Purpose.CHOICES));
        if (link.isEmpty()) {
            return UnsubscribePage.gone(locale);
        }
        if (link.get().purpose() == Purpose.CHOICES) {
            Decision decision = acts ? Choices.saidIn(call).orElse(null) : null;
            if (decision != null) {
                return chosen(call, link.get(), decision, locale);
            }
        }
        if (acts && OneClick.isIn(call)) {
            return optOut(
                    link.get(),
                    Stop.saidIn(call, link.get().scope()).of(link.get().scope()),
                    locale);
        }
        if (link.get().purpose() == Purpose.CHOICES) {
            return choices(link.get(), locale);
        }
        if (subscribes(link.get()) && !canAsk(link.get())) {
            return UnsubscribePage.subscribeGone(locale);
        }
        if (!acts) {
            Optional<Scope> said = call.query(SAID)
                    .map(to ->
                            to.equals(Stop.ALL.word()) ? Scope.ALL : link.get().scope());
            return shown(link.get(), locale, said.orElse(null));
        }
        if (subscribes(link.get()) && saysYes(call, SUBSCRIBE)) {
            return subscribed(call, link.get(), locale);
        }
        List<String> stopped = STOPPED.valuesIn(call);
        return stopped.isEmpty()
                ? HttpAnswer.text(400, "the form must say " + OneClick.FIELD + "=" + OneClick.VALUE)
                : fields.read(link.get(), Stopped.FIELD, stopped.get(0))
                        .filter(text -> !link.get().hasEnded(clock.instant()))
                        .map(text -> answered(call, link.get(), stopped.get(0), Stopped.of(text), locale))
                        .orElseGet(() -> shown(link.get(), locale, null));
    }

    /** A mail program's button, where it stands in the same form, stops marketing as well. */
    private HttpAnswer chosen(HttpCall call, Link link, Decision decision, @Nullable Locale locale) {
        Instant now = clock.instant();
        boolean hasEnded = link.hasEnded(now);
        boolean isYes = decision == Decision.CONTINUE;
        if (isYes && (hasEnded || !mayGoOn(link) || !hasSeenTheNoes(call, link, standing(link)))) {
            return choices(link, locale);
        }
        Choices pressed = new Choices(optOuts.recorder());
        Recorded recorded = isYes
                ? pressed.goOn(link, business(link), locale, now)
                : pressed.record(call, link, decision, locale, now);
        if (OneClick.isIn(call)) {
            clicks().optOut(link, Scope.ALL, locale, now);
        }
        if (hasEnded) {
            return ChoicesPage.chosenAfterTheEnd(locale);
        }
        boolean isBlocked = recorded.standing().isBlocked();
        boolean isSaid = isBlocked ? !isYes : recorded.outcome() != Outcome.SUPERSEDED;
        return isSaid
                ? ChoicesPage.chosen(Words.of(business(link), locale), decision, isBlocked)
                : choices(link, locale);
    }

    private HttpAnswer choices(Link link, @Nullable Locale locale) {
        if (link.hasEnded(clock.instant())) {
            return UnsubscribePage.questionAfterTheEnd(locale);
        }
        Business business = business(link);
        Standing standing = standing(link);
        Words words = Words.of(business, locale);
        String no = lastOf(standing.noes(Scope.ALL).stream(), business, words).orElse(null);
        String seen = mayGoOn(link) ? fields.seal(link, UnsubscribePage.SEEN, standing.nameOfNoes()) : null;
        return ChoicesPage.question(words, no, standing.isBlocked(), seen);
    }

    /** Whether the page that was pressed showed the noes that stand now. */
    private boolean hasSeenTheNoes(HttpCall call, Link link, Standing standing) {
        String noes = standing.nameOfNoes();
        return SEEN.valuesIn(call).stream()
                .flatMap(seen -> fields.read(link, UnsubscribePage.SEEN, seen).stream())
                .anyMatch(noes::equals);
    }

    private boolean mayGoOn(Link link) {
        return link.isOfOperator() || settings.acceptsClaims();
    }

    /** Whether the form has a yes, and nothing beside it that may be a no. */
    private static boolean saysYes(HttpCall call, FormField button) {
        return button.valuesIn(call).equals(List.of(UnsubscribePage.YES))
                && STOP.valuesIn(call).isEmpty();
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
                && mayGoOn(link);
    }

    /** A yes to a page that showed other noes, and one that lifts nothing, show what the person said before. */
    private HttpAnswer subscribed(HttpCall call, Link link, @Nullable Locale locale) {
        // A no that arrives after the look at the noes is later than this, and stands.
        Instant now = clock.instant();
        Scope scope = link.scope();
        Standing standing = standing(link);
        if (standing.isBlocked() || !hasSeenTheNoes(call, link, standing)) {
            return shown(link, locale, scope);
        }
        Business business = business(link);
        Words words = Words.of(business, locale);
        String proof = words.subscribeQuestion(scope) + " " + words.say("subscribe.button");
        return clicks().subscribe(link, business, locale, proof, now)
                .map(said -> afterYes(call, link, locale, scope, said))
                .orElseGet(() -> UnsubscribePage.subscribeGone(locale));
    }

    /** The browser goes on to the page by GET, so that a reload says nothing again. */
    private HttpAnswer afterYes(HttpCall call, Link link, @Nullable Locale locale, Scope scope, Preference preference) {
        String to = (scope.isAll() ? Stop.ALL : Stop.THIS).word();
        String token = URLEncoder.encode(call.query("link").orElseThrow(), StandardCharsets.UTF_8);
        return preference.outcome() == Outcome.SUPERSEDED
                ? shown(link, locale, scope)
                : HttpAnswer.text(303, "").with("Location", "?link=" + token + "&" + SAID + "=" + to);
    }

    /**
     * The question, or that the person stopped it. What the business no longer has is left out.
     *
     * @param saidBefore to what the person said yes just before; null for nothing
     */
    private HttpAnswer shown(Link link, @Nullable Locale locale, @Nullable Scope saidBefore) {
        if (link.hasEnded(clock.instant())) {
            return UnsubscribePage.questionAfterTheEnd(locale);
        }
        Business business = business(link);
        Words words = Words.of(business, locale);
        Scope scope = AskedScope.of(link.scope()).of(business);
        Standing standing = standing(link);
        if (subscribes(link) && standing.isBlocked()) {
            // Nothing that the business sends arrives, whatever the person would press here.
            LocalDate day = business.dayOf(Objects.requireNonNull(standing.since(MarkKind.BLOCKED)));
            return UnsubscribePage.nothingToPress(words, words.blocked(day));
        }
        // After a yes the link asks no more, unless there was a no since.
        boolean asksNoMore = subscribes(link) && standing.noes(scope).isEmpty();
        Scope said = saidBefore == null && asksNoMore ? scope : saidBefore;
        if (said != null
                && (standing.isOptedInTo(said) || standing.isClaimedFor(said))
                && !standing.isOptedOutAsAWhole(said)) {
            Stream<No> inTheWay =
                    standing.noes(said).stream().filter(no -> no.scope().covers(said));
            String text = lastOf(inTheWay, business, words)
                    .orElseGet(() -> words.optInConfirmation(said) + words.optInHolds(standing.isLinkedByBusiness()));
            return UnsubscribePage.back(words, text, scope);
        }
        Mark no = standing.isOptedOutAsAWhole(scope) ? standing.optOutFrom(scope) : null;
        // A yes by the operator's link lifts an opt-out.
        if (subscribes(link) && (no == null || link.isOfOperator())) {
            String seen = fields.seal(link, UnsubscribePage.SEEN, standing.nameOfNoes());
            Optional<String> last = lastOf(standing.noes(scope).stream(), business, words);
            return UnsubscribePage.offer(words, last.orElse(null), scope, seen);
        }
        if (no == null) {
            return UnsubscribePage.question(words, scope);
        }
        boolean isAll = standing.isOptedOutAsAWhole(Scope.ALL);
        LocalDate day = business.dayOf(no.at());
        String text = words.unsubscribeStopped(isAll ? Scope.ALL : scope, day);
        return UnsubscribePage.stopped(words, text, until(link, standing, scope), isAll);
    }

    /** The last day on which a message may still come, while people have the removal to do; null if none may. */
    private @Nullable LocalDate until(Link link, Standing standing, Scope scope) {
        Relation relation = Clicks.relation(link);
        RemovalView removal = RelationView.of(
                        relation, standing, optOuts.recorder().removals().shown(relation, standing))
                .removalFor(scope);
        return removal == null || removal.status() == Status.DONE ? null : removal.stopsBy();
    }

    /** The sentence about the last no. */
    private static Optional<String> lastOf(Stream<No> noes, Business business, Words words) {
        return noes.reduce((earlier, later) -> later).map(no -> words.said(no, business.dayOf(no.at())));
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
        Scope scopeStopped = Objects.requireNonNullElse(preference.about().scope(), Scope.ALL);
        Stopped stopped =
                new WayBack(permissions).stopped(link, before, preference.entryId(), scopeStopped, business, now);
        return UnsubscribePage.done(
                Words.of(business, locale),
                Objects.requireNonNull(preference.confirmation(), "an opt-out of now stands"),
                fields.seal(link, Stopped.FIELD, stopped.text()),
                stopped.mayReturn(),
                scopeStopped.isAll());
    }

    /** The standing before a click; null if it cannot be read. The click does not wait for it. */
    private @Nullable Standing before(Link link) {
        try {
            return standing(link);
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
            Standing standing = standing(link);
            LocalDate until = until(link, standing, stopped.scope());
            return UnsubscribePage.explained(
                    words, reason, until, field, isStillOpen(standing, stopped), stopped.scope());
        }
        return saysYes(call, RETURN) && isStillOpen(standing(link), stopped)
                ? afterYes(call, link, locale, stopped.scope(), clicks().optIn(link, stopped, business, locale, now))
                : shown(link, locale, stopped.scope());
    }

    private Clicks clicks() {
        return new Clicks(optOuts);
    }

    /** Whether the page offered the way back, and the person has said no other no since. */
    private static boolean isStillOpen(Standing standing, Stopped stopped) {
        return stopped.mayReturn() && stopped.seen().equals(standing.nameOfNoes());
    }

    private Standing standing(Link link) {
        return standings.of(Clicks.relation(link), Consistency.STRONG);
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
