package consimt.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.Deed;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.What.FirstContact;
import consimt.permission.ContactPermissions;
import consimt.permission.Permission.Reason;
import consimt.record.FirstContacts;
import consimt.record.Recorded;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A business's first contact with a person. It is granted exactly once, however many callers ask at the same moment. A
 * caller who lost the answer repeats the request with the same {@code requestId} and gets the same answer, unless the
 * person refused meanwhile.
 */
@Guarded
@Singleton
public class OpenConversation {

    private final FirstContacts firstContacts;
    private final ContactPermissions permissions;
    private final BusinessSettings settings;
    private final Clock clock;

    public OpenConversation(
            FirstContacts firstContacts, ContactPermissions permissions, BusinessSettings settings, Clock clock) {
        this.firstContacts = firstContacts;
        this.permissions = permissions;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("open-conversation")
    public Answer openConversation(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Deed.RECORDS, Caller.Kind.BUSINESS)
                .answer(in -> Request.from(in, clock.instant()), this::open);
    }

    private Answer open(Request request) {
        Business business = settings.of(request.relation().businessId());
        List<Choice> choices = choices(Words.of(business, request.locale()));
        Request contact = request.under(EntryId.ofFirstContact(request.id())).byTheBusiness();
        Recorded recorded = firstContacts.record(Statement.of(contact, new FirstContact(text(choices))));
        return recorded.answer(contacted -> answer(contacted, business, choices));
    }

    private Opened answer(Recorded contact, Business business, List<Choice> choices) {
        Standing standing = contact.standing();
        if (standing.conversation() == Conversation.ACCEPTED && !standing.isBlocked()) {
            return new Opened(Outcome.ALREADY_OPEN, null, null);
        }
        // The person may have refused since the contact was granted. Then its caller does not begin it after all.
        if (contact.outcome() == Outcome.FIRST_CONTACT && !standing.forbidsContact()) {
            return new Opened(Outcome.FIRST_CONTACT, choices, null);
        }
        Reason reason =
                permissions.ofMarketing(contact.relation(), standing, business).reason();
        return new Opened(
                Outcome.REFUSED,
                null,
                Objects.requireNonNull(reason, "nobody agreed").ofNoContact());
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
                .map(decision ->
                        new Choice(decision, words.choiceLabel(decision.name()), words.choiceEffect(decision.name())))
                .toList();
    }

    /** One of the three choices at a first contact, in the person's language. */
    public record Choice(Decision decision, String label, String effect) {}

    /**
     * @param choices to show the person; null unless the first contact is granted
     * @param reason null unless it is refused
     */
    @JsonPropertyOrder({"outcome", "choices", "reason"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Opened(
            Outcome outcome,
            @Nullable List<Choice> choices,
            @Nullable Reason reason) implements Answer {}
}
