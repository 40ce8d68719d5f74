package consimt.consent;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.EntryContent.OptOutReason;
import consimt.ledger.Ledger.Places;
import consimt.ledger.StatedWish.StatedReason;
import consimt.permission.ContactPermissions;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.ToldIds;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact.Categories;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.Metrics;
import consimt.runtime.Sha256;
import consimt.words.Words;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records an opt-out or an opt-in that the person asked for through this service, and makes the confirmation. */
@Singleton
public record OptOuts(
        Recorder recorder,
        ToldIds toldIds,
        Places places,
        BusinessSettings settings,
        ContactPermissions permissions,
        Metrics metrics) {

    static final String CATEGORIES = "categories";

    static final Problem NO_CHANNEL =
            new Problem(CATEGORIES, Problem.Code.NOT_ALLOWED, CATEGORIES + " goes with the channel of a scope only");

    /** Of the reasons for one opt-out. What a person says more often is an entry, and no notice. */
    private static final int MOST_TOLD = 5;

    /** Reads which categories an opt-out refuses. What cannot be read counts as all, the more protective of the two. */
    static @Nullable Categories categories(Fields in) {
        in.optional(CATEGORIES, Values.oneOf(Categories.class));
        return in.has(CATEGORIES) ? Categories.ALL : null;
    }

    /**
     * @param alsoKnownAs other ids of the person
     * @param asked which marketing. What the business does not have counts as left out
     * @param categories which the opt-out refuses besides marketing, by the scope's channel; null for nothing else
     * @param disownsClaims whether the person says besides that no claim of the business is true
     * @param reason null if the person gave none. A code that the business does not offer is recorded as it was said
     * @param answered the marketing message that made the person opt out
     * @param notes the other problems of the request
     */
    public Answer record(
            Request request,
            List<UserId> alsoKnownAs,
            AskedScope asked,
            @Nullable Categories categories,
            boolean disownsClaims,
            @Nullable StatedReason reason,
            AnsweredMessage answered,
            List<Problem> notes) {
        Business business = settings.fresh(request.relation().businessId());
        Scope scope = asked.of(business);
        boolean isOfNoChannel = categories != null && scope.channel() == null;
        List<Problem> all = Stream.of(
                        notes.stream(),
                        asked.unknownTo(business).stream(),
                        isOfNoChannel ? Stream.of(NO_CHANNEL) : Stream.<Problem>empty(),
                        WhyNot.unknown(reason, business).stream())
                .flatMap(each -> each)
                .toList();
        Words words = Words.of(business, request.locale());
        Statement statement = Statement.of(
                request,
                OptOut.because(scope, reason, answered).refusing(categories).disowning(disownsClaims));
        // A stop that was said to somebody is answered by that person, and not by the confirmation.
        boolean isShown = !request.source().isWrittenDown();
        Statement shown = isShown ? statement.showing((optOut, day) -> text(optOut, day, words)) : statement;
        return toldIds.record(shown, alsoKnownAs)
                .answer(recorded -> Preference.of(
                        recorded,
                        optOut(recorded).scope(),
                        optOut(recorded).categories(),
                        confirmation(recorded, statement, request.relation(), business, words),
                        Stream.concat(all.stream(), recorded.notes().stream()).toList()));
    }

    /** Records the reason for an opt-out of this relation. The business is told of the first five. */
    public Recorded explain(Request request, EntryId optOut, StatedReason reason) {
        Relation relation = request.relation();
        boolean isTold = places.take(
                relation.businessId(),
                "reasons of "
                        + Sha256.of(relation.userId().value(), optOut.value()).shortId(),
                request.id(),
                MOST_TOLD,
                request.receivedAt());
        if (!isTold) {
            metrics.reached("EXPLANATIONS", relation.businessId().value());
        }
        return recorder.record(Statement.of(request, new OptOutReason(optOut, reason, isTold)));
    }

    /**
     * Records an opt-in.
     *
     * @param alsoKnownAs other ids of the person
     */
    public Answer optIn(Request request, List<UserId> alsoKnownAs, Business business, Scope scope) {
        Words words = Words.of(business, request.locale());
        return toldIds.record(Statement.of(request, new OptIn(scope, words.optInConfirmation(scope))), alsoKnownAs)
                .answer(recorded -> Preference.of(recorded, scope, null, ofOptIn(recorded, words), recorded.notes()));
    }

    /** Records an opt-in by the word of the business. The person reads no confirmation of it. */
    public Answer claim(Request request, List<UserId> alsoKnownAs, Scope scope, String proof) {
        return toldIds.record(Statement.of(request, new Claim(Yes.OPT_IN, scope, proof)), alsoKnownAs)
                .answer(recorded -> Preference.of(recorded, scope, null, null, recorded.notes()));
    }

    /** Null if an opt-out or a block is in force: the text would be untrue. */
    private static @Nullable Confirmation ofOptIn(Recorded recorded, Words words) {
        if (recorded.outcome() == Outcome.SUPERSEDED || recorded.standing().isBlocked()) {
            return null;
        }
        OptIn optIn = (OptIn) Objects.requireNonNull(recorded.stored()).what();
        String said = optIn.wordsShown() == null ? words.optInConfirmation(optIn.scope()) : optIn.wordsShown();
        String text = said + words.optInHolds(recorded.standing().isLinkedByBusiness());
        return new Confirmation(text, text, null, null);
    }

    private static String text(OptOut optOut, @Nullable LocalDate day, Words words) {
        Channel channel = optOut.scope().channel();
        String stopped = channel == null || optOut.categories() == null
                ? words.optOutConfirmation(optOut.scope(), day)
                : words.optOutOfChannel(channel, day);
        return optOut.disownsClaims() ? words.say("optOut.notMe") + " " + stopped : stopped;
    }

    /**
     * The opt-out as its entry has it: the settings may have changed since the first request, and the person may have
     * wishes about too many parts.
     */
    private static OptOut optOut(Recorded recorded) {
        return (OptOut) Objects.requireNonNull(recorded.stored()).what();
    }

    /** Null if a later decision is in force: the text would be untrue. */
    private @Nullable Confirmation confirmation(
            Recorded recorded, Statement statement, Relation relation, Business business, Words words) {
        if (recorded.outcome() == Outcome.SUPERSEDED) {
            return null;
        }
        OptOut asked = (OptOut) statement.what();
        OptOut stored = optOut(recorded);
        // That a part counts as all tells of the person's other wishes.
        String alone = asked.scope().equals(stored.scope())
                ? stoppedText(recorded, words)
                : text(asked, stored.stopsBy(), words);
        Standing standing = recorded.standing();
        String still = stored.categories() == null
                ? new StillComes(permissions).after(stored.scope(), relation, standing, business, words)
                : "";
        boolean asksWhy = asked.reason() == null && !asked.disownsClaims();
        return Confirmation.ofOptOut(text(recorded, words), alone, still, standing, asksWhy, business, words);
    }

    /** If the opt-out comes late, and a part of it was asked for after it, the text says that this part goes on. */
    private static String text(Recorded recorded, Words words) {
        Set<Scope> goingOn = recorded.goingOn();
        String stopped = stoppedText(recorded, words);
        return goingOn.isEmpty() ? stopped : stopped + " " + words.optOutGoesOn(goingOn);
    }

    /** The text that the person saw at the first request, so that a retry shows the same one, as long as it is true. */
    private static String stoppedText(Recorded recorded, Words words) {
        OptOut optOut = optOut(recorded);
        return optOut.wordsShown() == null ? text(optOut, optOut.stopsBy(), words) : optOut.wordsShown();
    }
}
