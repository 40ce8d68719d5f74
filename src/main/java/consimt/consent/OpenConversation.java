package consimt.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.business.BusinessSettings;
import consimt.function.Answer;
import consimt.function.Caller;
import consimt.function.Conflict;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relations;
import consimt.relation.Request;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A business's first contact with a person: granted exactly once, however many ask at the same moment. The one who got
 * it and lost the answer asks again with the same {@code requestId} and gets it again.
 *
 * <p>Unlike everywhere else the mark is taken before the entry is written, for only the mark can be granted once. The
 * entry's id in the mark lets a retry finish.
 */
@Guarded
@Singleton
public class OpenConversation {

    private final Relations relations;
    private final Ledger ledger;
    private final BusinessSettings settings;
    private final Clock clock;

    public OpenConversation(Relations relations, Ledger ledger, BusinessSettings settings, Clock clock) {
        this.relations = relations;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("open-conversation")
    public Answer openConversation(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.BUSINESS)
                .answer(in -> Request.from(in, clock.instant()), this::open);
    }

    private Answer open(Request request) {
        Words words = Words.of(settings.of(request.relation().businessId()), request.locale());
        List<Choice> choices = choices(words);
        EntryId id = EntryId.ofFirstContact(request.id());
        Move move = relations.contact(request.relation(), Fact.of(Fact.Kind.FIRST_CONTACT, request.occurredAt(), id));
        Mark contacted = move.after().mark(MarkKind.CONTACTED);
        if (contacted == null || !contacted.entry().equals(id)) {
            return answer(move.after(), false, choices);
        }
        Recorded recorded = ledger.record(request.relation(), entry(request, contacted, choices));
        return recorded.isConflict() ? new Conflict(id.value()) : answer(move.after(), true, choices);
    }

    private static Opened answer(Standing standing, boolean ours, List<Choice> choices) {
        if (standing.isBlocked()) {
            return Opened.refused(Refusal.BLOCKED_BY_USER);
        }
        if (standing.conversation() == Conversation.ACCEPTED) {
            return new Opened(Outcome.ALREADY_OPEN, null, null);
        }
        return ours ? new Opened(Outcome.FIRST_CONTACT, choices, null) : Opened.refused(Refusal.AWAITING_DECISION);
    }

    private static Entry entry(Request request, Mark contacted, List<Choice> choices) {
        String words = choices.stream()
                .map(choice -> choice.label() + ": " + choice.effect())
                .collect(Collectors.joining("\n"));
        return Entry.of(request, Entry.Kind.FIRST_CONTACT, Conversation.CONTACTED.name(), null)
                .showing(words, null)
                .asContact(contacted);
    }

    private static List<Choice> choices(Words words) {
        return Stream.of(Decision.BLOCK, Decision.REPORT, Decision.CONTINUE)
                .map(decision ->
                        new Choice(decision, words.choiceLabel(decision.name()), words.choiceEffect(decision.name())))
                .toList();
    }

    /** One of the three things that a person may do about a first contact, in their words. */
    public record Choice(Decision decision, String label, String effect) {}

    /** The closed list of why not now. */
    public enum Refusal {
        BLOCKED_BY_USER,
        AWAITING_DECISION
    }

    /**
     * @param choices to show the person, with the first contact
     * @param reason of a refusal
     */
    @JsonPropertyOrder({"outcome", "choices", "reason"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Opened(
            Outcome outcome,
            @Nullable List<Choice> choices,
            @Nullable Refusal reason) implements Answer {

        static Opened refused(Refusal reason) {
            return new Opened(Outcome.REFUSED, null, reason);
        }
    }
}
