package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One recorded fact.
 *
 * @param countsFrom from when the fact counts in the standing; the first delivery fixed it, most often to the same time
 * @param commitment to all that the caller said of the fact: the same id with another commitment is a conflict. Null for entries that follow from others, and for settings, which show all that was said
 * @param work for a step of work by hand, the state of the work after it; else null
 */
public record Entry(
        EntryId id,
        Instant occurredAt,
        Instant countsFrom,
        Instant recordedAt,
        Source source,
        @Nullable Commitment commitment,
        EntryContent what,
        @Nullable WorkState work) {

    /** An entry that counts from its own time, and is no step of work. */
    public Entry(
            EntryId id,
            Instant occurredAt,
            Instant recordedAt,
            Source source,
            @Nullable Commitment commitment,
            EntryContent what) {
        this(id, occurredAt, occurredAt, recordedAt, source, commitment, what, null);
    }

    public static Entry ofWork(EntryId id, Instant at, String actor, EntryContent what) {
        return new Entry(id, at, at, Source.of(actor), null, what);
    }

    /** The same entry under a mark that is fixed already. */
    public Entry at(Mark mark) {
        Instant occurred = mark.at().equals(countsFrom) ? occurredAt : mark.at();
        return new Entry(mark.entry(), occurred, mark.at(), recordedAt, source, commitment, what, work);
    }

    /** The same entry without its commitment, which nobody outside can check. */
    public Entry withoutCommitment() {
        return new Entry(id, occurredAt, countsFrom, recordedAt, source, null, what, work);
    }

    /** Another content in place of this one, of which the business gets no notice. */
    public Entry toldNobody(EntryId other, EntryContent content) {
        return new Entry(other, occurredAt, countsFrom, recordedAt, source.untold(), null, content, null);
    }

    /**
     * @param queueOf in whose queue the work is
     * @param after the state of the work after the step
     */
    public Entry ofWork(BusinessId queueOf, WorkState after) {
        return new Entry(id, occurredAt, countsFrom, recordedAt, source, commitment, what.inQueueOf(queueOf), after);
    }

    public Mark mark() {
        return new Mark(countsFrom, id);
    }

    /** What the entry does to the standing, if anything. */
    public Optional<Fact> fact() {
        Instant first = occurredAt.isBefore(recordedAt) ? occurredAt : recordedAt;
        return what.fact(mark()).map(its -> its.saidFrom(first));
    }

    /** What it is to a business in whose ledgers it is; null if the business is not told of it. */
    public @Nullable ChangeType change(BusinessId businessId) {
        return source.isTold() ? what.change(businessId, work) : null;
    }

    public Parts parts() {
        Parts all = what.parts().with(source.parts());
        return work == null ? all : all.with(work.parts());
    }

    /** Whether this stored entry and one that was just made tell the same fact. */
    public boolean tellsTheSameAs(Entry made) {
        return what.kind().equals(made.what.kind())
                && (commitment == null
                        ? made.commitment == null
                        : made.commitment != null && commitment.isToTheContentOf(made.commitment));
    }

    /** Whether only newer code can read it. */
    public boolean isOfNewerCode() {
        return what instanceof EntryContent.Other;
    }

    public boolean isOptOut() {
        return what instanceof EntryContent.OptOut;
    }

    /** The closed list of what a business is told. No block, no report and no review of one is in it. */
    public enum ChangeType {
        OPTED_OUT("consimt.marketing.opted_out"),
        OPTED_IN("consimt.marketing.opted_in"),
        /** Or that the person was asked and gave no reason. */
        REASON_GIVEN("consimt.marketing.reason_given"),
        ACCEPTED("consimt.conversation.accepted"),
        FOLLOW_UP_OPENED("consimt.follow_up.opened"),
        FOLLOW_UP_REMINDED("consimt.follow_up.reminded"),
        FOLLOW_UP_OVERDUE("consimt.follow_up.overdue"),
        FOLLOW_UP_CLOSED("consimt.follow_up.closed"),
        REFUSAL_SUSPECTED("consimt.refusal.suspected"),
        MESSAGE_LATE("consimt.message.late"),
        IDENTITY_CHANGED("consimt.identity.changed"),
        PERSON_ERASED("consimt.person.erased"),
        CONFIGURED("consimt.business.configured");

        private final String word;

        ChangeType(String word) {
            this.word = word;
        }

        @JsonValue
        public String word() {
            return word;
        }
    }
}
