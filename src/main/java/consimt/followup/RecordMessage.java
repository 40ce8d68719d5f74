package consimt.followup;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.BusinessSettings;
import consimt.followup.LateMessages.LateNotices;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.MessageCategory;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of what a business sent, up to 100 messages at once. Marketing after the person's opt-out is a late
 * message: an entry in the ledger, which moves the removal to the top of the queue. Nothing is stored about other
 * messages.
 */
@Singleton
public record RecordMessage(Standings standings, LateMessages lateMessages, BusinessSettings settings, Clock clock)
        implements Guarded {

    private static final int MOST = 100;

    @Funq("record-message")
    public Answer recordMessage(Input input) {
        return guarded(() -> input.servingAlso(AccessType.RECORDS, Caller.Kind.BUSINESS)
                .answer(in -> Sent.from(in, clock.instant()), this::record));
    }

    private NotedMessages record(Sent sent) {
        Set<UserId> people = sent.messages.stream()
                .filter(message -> message.category.isMarketing())
                .map(Message::userId)
                .collect(Collectors.toSet());
        Map<UserId, Standing> found =
                people.isEmpty() ? Map.of() : standings.of(sent.businessId, people, Consistency.STRONG);
        LateNotices notices = new LateNotices();
        return new NotedMessages(sent.messages.stream()
                .map(message -> result(
                        new Relation(message.userId, sent.businessId),
                        message,
                        found.getOrDefault(message.userId, Standing.UNKNOWN),
                        sent.caller,
                        notices))
                .toList());
    }

    private NotedMessage result(
            Relation relation, Message message, Standing standing, CalledBy caller, LateNotices notices) {
        Optional<Outcome> late = message.category.isMarketing()
                ? lateMessages.record(
                        relation,
                        message.messageId,
                        scope(relation, message, standing),
                        message.sentAt,
                        standing,
                        caller,
                        notices)
                : Optional.empty();
        return new NotedMessage(message.messageId, late.orElse(Outcome.UNCHANGED), late.isPresent());
    }

    /** The settings are read only if the person ever said which marketing they mean. */
    private Scope scope(Relation relation, Message message, Standing standing) {
        return standing.marks().scopes().isEmpty() ? Scope.ALL : message.scope.of(settings.of(relation.businessId()));
    }

    public record NotedMessages(List<NotedMessage> results) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.ofAll(results.stream().map(NotedMessage::outcome).toList());
        }
    }

    /** @param late whether the person was opted out when the message was sent */
    public record NotedMessage(EntryId messageId, Outcome outcome, boolean late) {}

    private record Message(
            UserId userId, MessageCategory category, AskedScope scope, EntryId messageId, Instant sentAt) {

        static @Nullable Message from(Fields in, Instant now) {
            var userId = in.required("userId", UserId.reading());
            var category = in.required("category", Values.oneOf(MessageCategory.class));
            AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
            var messageId = in.required("messageId", EntryId.reading());
            var sentAt = in.required("sentAt", Values.instant(now));
            return userId == null || category == null || messageId == null || sentAt == null
                    ? null
                    : new Message(userId, category, scope, messageId, sentAt);
        }
    }

    private record Sent(BusinessId businessId, List<Message> messages, CalledBy caller) {

        static @Nullable Sent from(Fields in, Instant now) {
            CalledBy caller = CalledBy.of(in.caller());
            var businessId = in.required("businessId", BusinessId.reading());
            if (!in.has("messages")) {
                Message one = Message.from(in, now);
                return businessId == null || one == null ? null : new Sent(businessId, List.of(one), caller);
            }
            var many =
                    in.required("messages", Values.listOf(Values.object(message -> Message.from(message, now)), MOST));
            for (String ofOne : List.of("userId", "category", AskedScope.FIELD, "messageId", "sentAt")) {
                if (in.has(ofOne)) {
                    in.optional(
                            ofOne, (value, at) -> at.problem(Problem.Code.NOT_ALLOWED, "cannot stand beside messages"));
                }
            }
            return businessId == null || many == null ? null : new Sent(businessId, many, caller);
        }
    }
}
