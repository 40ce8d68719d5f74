package consimt.optout;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.Work;
import consimt.function.Answer;
import consimt.function.Conflict;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.RelationView;
import consimt.relation.Relations;
import consimt.relation.Removal;
import consimt.relation.Request;
import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import consimt.words.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records that a person asks for a business's marketing, again or for the first time. It never lifts a block. */
@Singleton
public class OptIns {

    private final Ledger ledger;
    private final Relations relations;
    private final Work work;
    private final BusinessSettings settings;

    public OptIns(Ledger ledger, Relations relations, Work work, BusinessSettings settings) {
        this.ledger = ledger;
        this.relations = relations;
        this.work = work;
        this.settings = settings;
    }

    /**
     * Records an opt-in that came by a way on which the person was shown no words of ours.
     *
     * @return how the ledger has it; of a conflict nothing else was stored
     */
    public Recorded note(Request request) {
        return note(request, joiningTo(request.relation()));
    }

    /**
     * The same of one that tells more of the person.
     *
     * @param joining joins the fact into the standing, and what was told with it
     */
    public Recorded note(Request request, Joining joining) {
        Recorded recorded = ledger.record(request.relation(), entry(request, null));
        if (!recorded.isConflict()) {
            join(request.relation(), recorded, joining);
        }
        return recorded;
    }

    public Answer record(Request request) {
        Relation relation = request.relation();
        Business business = settings.of(relation.businessId());
        Words words = Words.of(business, request.locale());
        Recorded recorded = ledger.record(relation, entry(request, words.optInConfirmation()));
        Entry entry = recorded.entry();
        if (recorded.isConflict()) {
            return new Conflict(entry.id().value());
        }
        Move move = join(relation, recorded, joiningTo(relation));
        Standing standing = move.after();
        String text = entry.wordsShown() == null ? words.optInConfirmation() : entry.wordsShown();
        return Preference.of(
                move.outcome(recorded.isRepeated()),
                entry.id(),
                standing.isOptedOut() ? null : new Confirmation(text, null, null),
                RelationView.of(relation, standing, move.elsewhere()));
    }

    private Joining joiningTo(Relation relation) {
        return (fact, repeated) -> relations.join(relation, fact, (there, over) -> {});
    }

    private Move join(Relation relation, Recorded recorded, Joining joining) {
        Entry entry = recorded.entry();
        Move move = joining.join(Fact.of(Fact.Kind.OPT_IN, entry.occurredAt(), entry.id()), recorded.isRepeated());
        undo(relation, move.after(), entry.occurredAt());
        move.elsewhere().forEach((there, left) -> undo(there, left, entry.occurredAt()));
        return move;
    }

    private void undo(Relation relation, Standing standing, Instant since) {
        Removal ended = standing.endedRemoval();
        if (ended != null) {
            work.undo(relation, ended, since);
        }
    }

    private static Entry entry(Request request, @Nullable String wordsShown) {
        return Entry.of(request, Entry.Kind.MARKETING_PREFERENCE, Entry.Preference.OPT_IN.name(), null)
                .onBasis(Basis.EXPRESSED)
                .showing(wordsShown, null);
    }

    /** A way to join an opt-in into the standing. */
    public interface Joining {

        /** @param repeated whether the ledger had it before */
        Move join(Fact optIn, boolean repeated);
    }
}
