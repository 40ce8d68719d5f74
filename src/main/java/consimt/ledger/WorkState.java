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
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of a piece of work by hand. The ledger stores it with each step, so that the last step tells everything
 * about the work.
 *
 * @param messages the messages to decide about, oldest first and without their texts; empty for other work
 * @param remindAt when {@code remind-follow-ups} looks at it next: for a reminder, or to finish what a crash cut off
 * @param version how many changes the work has had; numbers its steps in the ledger
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkState(
        @JsonUnwrapped Job job,
        State state,
        @JsonUnwrapped Term term,
        @JsonUnwrapped Holder holder,
        @JsonUnwrapped Additions additions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Message> messages,
        @Nullable Instant remindAt,
        int version) {

    public WorkState {
        messages = List.copyOf(messages);
    }

    /** What is to be done. */
    public enum Kind {
        /** Take the number off the marketing list. */
        MARKETING_REMOVAL,
        /** Put it back: the person opted in again after the removal was done. */
        MARKETING_REINSTATEMENT,
        /** Look at a report, in the queue of the operator of the service. */
        REPORT_REVIEW,
        /**
         * Read messages that may be refusals. COMPLETE says that they are opt-outs. SKIP says that those which it names
         * are none.
         */
        SUSPECTED_REFUSAL
    }

    public enum State {
        /**
         * A note, and no work yet: made before the opt-out is recorded, so that the schedule finishes it after a crash.
         */
        PENDING,
        OPEN,
        CLAIMED,
        DONE,
        SKIPPED,
        WITHDRAWN;

        /** Closed is final. */
        public boolean isClosed() {
            return this == DONE || this == SKIPPED || this == WITHDRAWN;
        }

        /** Whether people see it. */
        public boolean isShown() {
            return this != PENDING;
        }

        /** Whether it is in the queue of open work. */
        public boolean isWork() {
            return this == OPEN || this == CLAIMED;
        }
    }

    /**
     * What never changes.
     *
     * @param scope which marketing it is about; null for all of it, or if the work is not about marketing
     * @param cause the entry that the work follows from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(Kind kind, @Nullable Scope scope, EntryId cause) {

        /** Work that is not about a scope. */
        public static Job of(Kind kind, EntryId cause) {
            return new Job(kind, null, cause);
        }

        public static Job of(Kind kind, Scope scope, EntryId cause) {
            return new Job(kind, scope.isAll() ? null : scope, cause);
        }
    }

    /**
     * @param openedAt when the cause happened
     * @param due the last day for the work, in the business's time zone
     */
    public record Term(Instant openedAt, LocalDate due) {}

    /**
     * @param assignee who has the work, or had it when it was closed
     * @param claimedUntil when the assignee's claim lapses
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Holder(
            @Nullable String assignee,
            @Nullable Instant claimedUntil,
            @Nullable Instant closedAt) {

        public static final Holder NOBODY = new Holder(null, null, null);
    }

    /**
     * How often something was added.
     *
     * @param lateMessageToldOn the last day on which the business was told of a late message, in its time zone
     * @param reports of a review; 0 for other work
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Additions(
            int reminders, int lateMessages, @Nullable LocalDate lateMessageToldOn, int reports) {

        public static final Additions NONE = new Additions(0, 0, null, 0);
    }

    /**
     * A message that may be a refusal.
     *
     * @param id the name of the message: one message of one id of one person
     * @param arrivedAt at the first delivery
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
        private static List<Message> all(@Nullable String texts) {
            return texts == null
                    ? List.of()
                    : Arrays.stream(texts.split(" ")).map(Message::of).toList();
        }

        private static @Nullable String text(List<Message> all) {
            return all.isEmpty() ? null : all.stream().map(Message::text).collect(Collectors.joining(" "));
        }
    }

    /** Null if there is none, or if only newer code can read it. */
    public static @Nullable WorkState of(Parts parts) {
        if (parts.get(Part.WORK_STATE) == null) {
            return null;
        }
        try {
            return new WorkState(
                    new Job(
                            Kind.valueOf(parts.required(Part.WORK_KIND)),
                            parts.get(Part.WORK_SCOPE, Scope::of),
                            new EntryId(parts.required(Part.WORK_CAUSE))),
                    State.valueOf(parts.required(Part.WORK_STATE)),
                    new Term(
                            Instant.parse(parts.required(Part.WORK_OPENED_AT)),
                            LocalDate.parse(parts.required(Part.WORK_DUE))),
                    new Holder(
                            parts.get(Part.WORK_ASSIGNEE),
                            parts.get(Part.WORK_CLAIMED_UNTIL, Instant::parse),
                            parts.get(Part.WORK_CLOSED_AT, Instant::parse)),
                    new Additions(
                            number(parts, Part.WORK_REMINDERS),
                            number(parts, Part.WORK_LATE_MESSAGES),
                            parts.get(Part.WORK_LATE_MESSAGE_TOLD_ON, LocalDate::parse),
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

    /** The same as {@link #of(Parts)}, from {@link #texts}. */
    public static @Nullable WorkState of(Map<String, String> texts) {
        return of(new Parts(texts.entrySet().stream()
                .collect(Collectors.toMap(text -> Part.ofWork(text.getKey()), Map.Entry::getValue))));
    }

    /** The parts by the names that callers see. */
    public Map<String, String> texts() {
        return parts().texts().entrySet().stream()
                .collect(Collectors.toMap(text -> Part.inWork(text.getKey()), Map.Entry::getValue));
    }

    Parts parts() {
        return Parts.NONE
                .with(Part.WORK_KIND, job.kind)
                .with(Part.WORK_SCOPE, job.scope == null ? null : job.scope.text())
                .with(Part.WORK_CAUSE, job.cause.value())
                .with(Part.WORK_STATE, state)
                .with(Part.WORK_OPENED_AT, term.openedAt)
                .with(Part.WORK_DUE, term.due)
                .with(Part.WORK_ASSIGNEE, holder.assignee)
                .with(Part.WORK_CLAIMED_UNTIL, holder.claimedUntil)
                .with(Part.WORK_CLOSED_AT, holder.closedAt)
                .with(Part.WORK_REMINDERS, counted(additions.reminders))
                .with(Part.WORK_LATE_MESSAGES, counted(additions.lateMessages))
                .with(Part.WORK_LATE_MESSAGE_TOLD_ON, additions.lateMessageToldOn)
                .with(Part.WORK_REPORTS, counted(additions.reports))
                .with(Part.WORK_MESSAGES, Message.text(messages))
                .with(Part.WORK_REMIND_AT, remindAt)
                .with(Part.WORK_VERSION, counted(version));
    }
}
