package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.relation.EntryId;
import consimt.relation.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of a piece of work by hand after a step. The ledger stores it with the step, so that the last step tells
 * everything about the work.
 *
 * @param messages the messages to decide about, without their texts; null for other work
 * @param remindAt when the next reminder is due
 * @param version how many changes the work has had, with this step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkState(
        @JsonUnwrapped WorkSubject subject,
        @JsonUnwrapped WorkProgress progress,
        @JsonUnwrapped WorkCounts counts,
        @Nullable List<Message> messages,
        @Nullable Instant remindAt,
        int version) {

    /**
     * What is to be done.
     *
     * @param kind such as MARKETING_REMOVAL
     * @param scope which marketing it is about; null for all of it
     * @param cause the entry that the work follows from
     * @param openedAt when the cause happened
     * @param due the last day for the work, in the business's time zone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkSubject(String kind, @Nullable Scope scope, EntryId cause, Instant openedAt, LocalDate due) {}

    /**
     * How far it is.
     *
     * @param claimedUntil when the assignee's claim lapses
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkProgress(
            String state,
            @Nullable String assignee,
            @Nullable Instant claimedUntil,
            @Nullable Instant closedAt) {}

    /** How often something happened to it. */
    public record WorkCounts(int reminders, int lateMessages, int reports) {}

    /**
     * A message that may be a refusal.
     *
     * @param id the name of the message, as the follow-up has it
     * @param cleared whether somebody read it, and decided that it is no refusal
     */
    public record Message(EntryId id, Instant arrivedAt, boolean cleared) {

        private static final String CLEARED = "cleared";

        private static Message of(String text) {
            String[] parts = text.split("#");
            return new Message(
                    new EntryId(parts[0]), Instant.parse(parts[1]), parts.length > 2 && parts[2].equals(CLEARED));
        }

        private String text() {
            return id.value() + "#" + arrivedAt + (cleared ? "#" + CLEARED : "");
        }

        /** No entry's id has a space or {@code #}. */
        private static @Nullable List<Message> all(@Nullable String texts) {
            return texts == null
                    ? null
                    : Arrays.stream(texts.split(" ")).map(Message::of).toList();
        }

        private static @Nullable String text(@Nullable List<Message> all) {
            return all == null ? null : all.stream().map(Message::text).collect(Collectors.joining(" "));
        }
    }

    /** Null if there is none, or if only newer code can read it. */
    static @Nullable WorkState of(Parts parts) {
        if (parts.get(Part.WORK_STATE) == null) {
            return null;
        }
        try {
            return new WorkState(
                    new WorkSubject(
                            parts.required(Part.WORK_KIND),
                            parts.get(Part.WORK_SCOPE, Scope::of),
                            new EntryId(parts.required(Part.WORK_CAUSE)),
                            Instant.parse(parts.required(Part.WORK_OPENED_AT)),
                            LocalDate.parse(parts.required(Part.WORK_DUE))),
                    new WorkProgress(
                            parts.required(Part.WORK_STATE),
                            parts.get(Part.WORK_ASSIGNEE),
                            parts.get(Part.WORK_CLAIMED_UNTIL, Instant::parse),
                            parts.get(Part.WORK_CLOSED_AT, Instant::parse)),
                    new WorkCounts(
                            number(parts, Part.WORK_REMINDERS),
                            number(parts, Part.WORK_LATE_MESSAGES),
                            number(parts, Part.WORK_REPORTS)),
                    Message.all(parts.get(Part.WORK_MESSAGES)),
                    parts.get(Part.WORK_REMIND_AT, Instant::parse),
                    number(parts, Part.WORK_VERSION));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException ofNewerCode) {
            return null;
        }
    }

    private static int number(Parts parts, Part part) {
        String number = parts.get(part);
        return number == null ? 0 : Integer.parseInt(number);
    }

    /** A count of zero is left out. */
    private static @Nullable Integer counted(int count) {
        return count == 0 ? null : count;
    }

    Parts parts() {
        return Parts.NONE
                .with(Part.WORK_KIND, subject.kind)
                .with(Part.WORK_SCOPE, subject.scope == null ? null : subject.scope.text())
                .with(Part.WORK_CAUSE, subject.cause.value())
                .with(Part.WORK_STATE, progress.state)
                .with(Part.WORK_OPENED_AT, subject.openedAt)
                .with(Part.WORK_DUE, subject.due)
                .with(Part.WORK_ASSIGNEE, progress.assignee)
                .with(Part.WORK_CLAIMED_UNTIL, progress.claimedUntil)
                .with(Part.WORK_CLOSED_AT, progress.closedAt)
                .with(Part.WORK_REMINDERS, counted(counts.reminders))
                .with(Part.WORK_LATE_MESSAGES, counted(counts.lateMessages))
                .with(Part.WORK_REPORTS, counted(counts.reports))
                .with(Part.WORK_MESSAGES, Message.text(messages))
                .with(Part.WORK_REMIND_AT, remindAt)
                .with(Part.WORK_VERSION, counted(version));
    }
}
