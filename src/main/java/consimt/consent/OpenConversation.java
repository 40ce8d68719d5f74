package consimt.consent;

import consimt.access.LinkMaker;
import consimt.access.MadeLink.PageAddress;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.EntryContent.FirstContact;
import consimt.ledger.Source;
import consimt.permission.ContactPermissions;
import consimt.permission.Permission.Reason;
import consimt.permission.Permission.Remedy;
import consimt.record.FirstContacts;
import consimt.record.Recorded;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.ToldIds;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.UserId;
import consimt.runtime.Faults;
import consimt.runtime.StoreUnavailable;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A business's first contact with a person. It is granted exactly once, however many callers ask at the same moment. A
 * caller who lost the answer repeats the request with the same {@code requestId} and gets the same answer, unless the
 * person refused meanwhile.
 */
@Singleton
public record OpenConversation(
        FirstContacts firstContacts,
        ToldIds toldIds,
        LinkMaker links,
        ContactPermissions permissions,
        BusinessSettings settings,
        Clock clock)
        implements Guarded {

    /** What became of an introduction. */
    enum Result {
        SENT,
        NOT_SENT
    }

    @Funq("open-conversation")
    public Answer openConversation(Input input) {
        return guarded(() -> input.servingAlso(AccessType.RECORDS, Caller.Kind.BUSINESS)
                .answer(in -> Asked.from(in, clock.instant()), asked -> open(asked, input)));
    }

    private Answer open(Asked asked, Input input) {
        Request request = asked.request;
        Business business = settings.of(request.relation().businessId());
        List<Choice> choices = choices(Words.of(business, request.locale()));
        List<Problem> unlinked = Recorded.notesOn(toldIds.link(request, asked.alsoKnownAs));
        Request contact = request.under(asked.entryId()).toldBy(Source.BUSINESS);
        Recorded recorded = asked.record(Statement.of(contact, new FirstContact(text(choices))), this);
        return recorded.answer(contacted -> {
            boolean hasNoButtons = request.source().hasNoButtons();
            Opened opened = answer(contacted, business, choices, hasNoButtons);
            boolean needsLink = opened.choices() != null && hasNoButtons;
            return (needsLink ? opened.with(page(request.relation(), input)) : opened).noting(unlinked);
        });
    }

    /** Empty if no links are configured. */
    private Optional<PageAddress> page(Relation relation, Input input) {
        try {
            return links.ofChoices(relation, input.caller().kind() == Caller.Kind.OPERATOR, input.address());
        } catch (StoreUnavailable noKey) {
            Faults.log("a link to the three choices", noKey);
            return Optional.empty();
        }
    }

    private Opened answer(Recorded contact, Business business, List<Choice> choices, boolean hasNoButtons) {
        if (contact.outcome() == Outcome.RESERVED) {
            String reservation = contact.entry().entry().asGiven();
            return new Opened(Outcome.RESERVED, choices, null, null, reservation, null, null);
        }
        if (List.of(Outcome.BUSY, Outcome.RECORDED, Outcome.UNCHANGED).contains(contact.outcome())) {
            return Opened.of(contact.outcome());
        }
        Standing standing = contact.standing();
        if (standing.conversation() == Conversation.ACCEPTED && !standing.isBlocked()) {
            return Opened.of(Outcome.ALREADY_OPEN);
        }
        // The person may have refused since the contact was granted. Then its caller does not begin it after all.
        if (contact.outcome() == Outcome.FIRST_CONTACT && !standing.forbidsContact()) {
            return new Opened(Outcome.FIRST_CONTACT, choices, null, null, null, null, null);
        }
        Reason reason =
                permissions.ofMarketing(contact.relation(), standing, business).reason();
        Reason why = Objects.requireNonNull(reason, "nobody agreed").ofNoContact();
        boolean isUnanswered =
                why == Reason.AWAITING_DECISION && !standing.isAnsweredByBlock() && !standing.forbidsContact();
        Remedy remedy = isUnanswered && hasNoButtons ? Remedy.RECORD_AGREEMENT : why.remedy();
        return new Opened(Outcome.REFUSED, null, why, remedy, null, null, null);
    }

    /** The choices as one text: the ledger keeps the words that the person saw. */
    private static String text(List<Choice> choices) {
        return choices.stream()
                .map(choice -> choice.label() + ": " + choice.effect())
                .collect(Collectors.joining("\n"));
    }

    /** The three choices, in the language of the words. */
    public static List<Choice> choices(Words words) {
        return Stream.of(Decision.BLOCK, Decision.REPORT, Decision.CONTINUE)
                .map(decision -> new Choice(
                        decision,
                        words.say("choice." + decision + ".label"),
                        words.say("choice." + decision + ".effect")))
                .toList();
    }

    /** One of the three choices at a first contact, in the person's language. */
    public record Choice(Decision decision, String label, String effect) {}

    /**
     * @param choices to show the person; null unless the first contact is granted or reserved
     * @param reason null unless it is refused
     * @param remedy as in a check; null unless it is refused
     * @param reservation names the reservation when the caller says what became of the introduction; null unless it is
     *     reserved
     * @param page with the choices, where the introduction has no buttons; null for none
     * @param notes that it needs such a link and there is none, or that ids are not linked; null if all is well
     */
    public record Opened(
            Outcome outcome,
            @Nullable List<Choice> choices,
            @Nullable Reason reason,
            @Nullable Remedy remedy,
            @Nullable String reservation,
            @Nullable PageAddress page,
            @Nullable List<Problem> notes)
            implements Answer {

        private static final Problem NO_LINK =
                new Problem("channel", Problem.Code.NOT_FOUND, "channel has no buttons, and no link could be made");

        private static Opened of(Outcome outcome) {
            return new Opened(outcome, null, null, null, null, null, null);
        }

        private Opened noting(List<Problem> more) {
            Stream<Problem> own = Stream.ofNullable(notes).flatMap(List::stream);
            List<Problem> all = Stream.concat(own, more.stream()).toList();
            return new Opened(outcome, choices, reason, remedy, reservation, page, all.isEmpty() ? null : all);
        }

        private Opened with(Optional<PageAddress> made) {
            List<Problem> notes = made.isEmpty() ? List.of(NO_LINK) : null;
            return new Opened(outcome, choices, reason, remedy, reservation, made.orElse(null), notes);
        }
    }

    /**
     * @param reserve whether the caller tells later what became of the introduction
     * @param result what became of it; null if this call does not tell
     */
    private record Asked(
            Request request,
            List<UserId> alsoKnownAs,
            boolean reserve,
            @Nullable Result result) {

        static @Nullable Asked from(Fields in, Instant now) {
            Request request = Request.from(in, now);
            var told = ToldIds.from(in);
            boolean reserve = in.isTrue("reserve");
            var reservation = in.optional("reservation", EntryId.reading(in.caller()));
            var result = in.optional("result", Values.oneOf(Result.class));
            if (in.has("reservation") != in.has("result")) {
                String missing = in.has("result") ? "reservation" : "result";
                in.problem(missing, Problem.Code.REQUIRED, "is required: reservation and result go together");
            }
            in.notAllowed("reserve", in.has("reservation"), "does not go with a reservation");
            return request == null
                    ? null
                    : new Asked(reservation == null ? request : request.under(reservation), told, reserve, result);
        }

        EntryId entryId() {
            return reserve || result != null
                    ? EntryId.ofIntroduction(request.id())
                    : EntryId.ofFirstContact(request.id());
        }

        Recorded record(Statement contact, OpenConversation by) {
            if (result != null) {
                return by.firstContacts.end(contact, result == Result.SENT);
            }
            return reserve ? by.firstContacts.reserve(contact) : by.firstContacts.record(contact);
        }
    }
}
