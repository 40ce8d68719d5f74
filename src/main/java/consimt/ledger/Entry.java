package consimt.ledger;

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
 * @param occurredAt the event's own time, to the millisecond
 * @param countsFrom from when it counts for the standing, as the first delivery fixed it; most often the same
 * @param recordedAt when it was received
 * @param commitment to all that the caller said of the fact: the same id with another one is a conflict. Null on what
 *     follows from other entries, and on settings, which show all that was said
 * @param work of a step of work by hand, how the work stands after it; else null, and in entries of releases before
 */
public record Entry(
        EntryId id,
        Instant occurredAt,
        Instant countsFrom,
        Instant recordedAt,
        Source source,
        @Nullable Commitment commitment,
        What what,
        @Nullable WorkState work) {

    /** One that is no step of work. */
    public Entry(
            EntryId id,
            Instant occurredAt,
            Instant countsFrom,
            Instant recordedAt,
            Source source,
            @Nullable Commitment commitment,
            What what) {
        this(id, occurredAt, countsFrom, recordedAt, source, commitment, what, null);
    }

    /** One that counts from its own time. */
    public Entry(
            EntryId id,
            Instant occurredAt,
            Instant recordedAt,
            Source source,
            @Nullable Commitment commitment,
            What what) {
        this(id, occurredAt, occurredAt, recordedAt, source, commitment, what);
    }

    /** What came of work by hand at an instant. */
    public static Entry ofWork(EntryId id, Instant at, String actor, What what) {
        return new Entry(id, at, at, Source.of(actor), null, what);
    }

    /** As it is stored. */
    public static Entry stored(
            EntryId id,
            Instant occurredAt,
            Instant countsFrom,
            Instant recordedAt,
            @Nullable Commitment commitment,
            String kind,
            String value,
            Parts parts) {
        What what = What.read(kind, value, parts);
        // The evidence of a step is what its author gave.
        boolean isCommitted = commitment != null && !(what instanceof What.FollowUpStep);
        return new Entry(
                id,
                occurredAt,
                countsFrom,
                recordedAt,
                Source.of(parts),
                isCommitted ? commitment : null,
                what,
                WorkState.of(parts));
    }

    /** The same under a mark that is settled already. */
    public Entry at(Mark mark) {
        Instant occurred = mark.at().equals(countsFrom) ? occurredAt : mark.at();
        return new Entry(mark.entry(), occurred, mark.at(), recordedAt, source, commitment, what, work);
    }

    /**
     * The same as a step of work.
     *
     * @param queueOf in whose queue the work is
     * @param after how it stands after the step
     */
    public Entry ofWork(BusinessId queueOf, WorkState after) {
        return new Entry(id, occurredAt, countsFrom, recordedAt, source, commitment, what.inQueueOf(queueOf), after);
    }

    public Mark mark() {
        return new Mark(countsFrom, id);
    }

    /** What it says about the standing, if anything. */
    public Optional<Fact> fact() {
        return source.isTold() ? what.fact(mark()).map(Fact::told) : what.fact(mark());
    }

    public Parts parts() {
        Parts all = what.parts().with(source.parts());
        return work == null ? all : all.with(work.parts());
    }

    /** Whether it is the same fact as one that was just made, told again. */
    public boolean tellsTheSameAs(Entry made) {
        return what.kind().equals(made.what.kind())
                && (commitment == null
                        ? made.commitment == null
                        : made.commitment != null && commitment.isToTheContentOf(made.commitment));
    }

    /** Whether it stands there for newer code to read. */
    public boolean isOfNewerCode() {
        return what instanceof What.Other;
    }

    public boolean isOptOut() {
        return what instanceof What.OptOut;
    }
}
