package consimt.unsubscribe;

import consimt.access.Link;
import consimt.access.Link.Purpose;
import consimt.access.Links;
import consimt.access.OneClick;
import consimt.answer.Answer;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.CalledBy;
import consimt.ledger.Source;
import consimt.optout.OptOuts;
import consimt.optout.Preference;
import consimt.record.EventTime;
import consimt.record.Request;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.web.HttpGuarded;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
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
 * <p>Each POST is a request of its own, so a link works again after a later opt-in. The idempotency key is made of the
 * link, what is stopped, the language and the second. So repeated POSTs are written once a second at most, and complete
 * what a crash cut off.
 */
@HttpGuarded
@Singleton
public class Unsubscribe implements HttpFunction {

    private static final String CHANNEL = "link";

    private final Links links;
    private final OptOuts optOuts;
    private final BusinessSettings settings;
    private final Clock clock;

    public Unsubscribe(Links links, OptOuts optOuts, BusinessSettings settings, Clock clock) {
        this.links = links;
        this.optOuts = optOuts;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "unsubscribe";
    }

    @Override
    @Funq("unsubscribe")
    public HttpAnswer answer(HttpCall call) {
        boolean acts = call.method().equals("POST");
        if (!acts && !call.method().equals("GET")) {
            return HttpAnswer.onlyBy("GET, POST");
        }
        @Nullable Locale locale = language(call);
        Optional<Link> link = call.query("link").flatMap(token -> links.of(token, Purpose.UNSUBSCRIBE));
        if (link.isEmpty()) {
            return UnsubscribePage.gone(locale);
        }
        if (!acts) {
            return question(link.get(), locale);
        }
        return OneClick.isIn(call)
                ? optOut(
                        link.get(),
                        Stop.saidIn(call, link.get().scope()).of(link.get().scope()),
                        locale)
                : HttpAnswer.text(400, "the form must say " + OneClick.FIELD + "=" + OneClick.VALUE);
    }

    /** What the business no longer has is left out of the question. */
    private HttpAnswer question(Link link, @Nullable Locale locale) {
        if (link.hasEnded(clock.instant())) {
            return UnsubscribePage.questionAfterTheEnd(locale);
        }
        Business business = settings.of(relation(link).businessId());
        return UnsubscribePage.question(
                Words.of(business, locale), AskedScope.of(link.scope()).of(business));
    }

    private HttpAnswer optOut(Link link, Scope scope, @Nullable Locale locale) {
        Instant now = clock.instant();
        String click = link.id()
                + (scope.isAll() ? "" : "." + Stop.THIS.word())
                + (locale == null ? "" : "." + locale.toLanguageTag());
        Relation relation = relation(link);
        Preference preference = record(click + "." + now.getEpochSecond(), relation, scope, locale, now, now);
        Instant optedIn = preference.liftedAt();
        if (optedIn != null) {
            // An opt-in may be dated some minutes ahead, or in the same second. The click came after it was made, so
            // the opt-out counts from the opt-in's time.
            preference = record(click + ".after." + optedIn, relation, scope, locale, optedIn, now);
        }
        if (link.hasEnded(now)) {
            return UnsubscribePage.doneAfterTheEnd(locale);
        }
        return UnsubscribePage.done(
                Words.of(settings.of(relation.businessId()), locale),
                Objects.requireNonNull(preference.confirmation(), "an opt-out of now stands")
                        .text(),
                preference.scope() == null);
    }

    private Preference record(
            String click, Relation relation, Scope scope, @Nullable Locale locale, Instant at, Instant now) {
        Source source = Source.by(CHANNEL).onCallOf(CalledBy.PERSON);
        Request request = new Request(EntryId.ofClick(click), relation, EventTime.unsaid(at), now, source, locale);
        Answer answer = optOuts.record(request, AskedScope.of(scope), null, null, AnsweredMessage.NONE, List.of());
        if (answer instanceof Preference preference) {
            return preference;
        }
        throw new IllegalStateException("an opt-out under an id that nobody else can have");
    }

    private static Relation relation(Link link) {
        return new Relation(link.userId(), Objects.requireNonNull(link.businessId()));
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
