package consimt.person;

import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Source;
import consimt.ledger.What.PersonErased;
import consimt.person.PersonItems.StoredStanding;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.PersonIds;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** What remains of a relation. Each step is idempotent. */
@Singleton
record Eraser(PersonItems items, Ledger ledger) {

    /** Each failed try means that another writer changed the relation. */
    static final int TRIES = 100;

    /**
     * What remains of a relation, with its entry. The links to other ids stay until the end.
     *
     * @param asRead before the instant
     * @return false if somebody wrote since
     */
    boolean refuse(Relation relation, Instant at, Standing asRead) {
        StoredStanding stored = items.stored(relation);
        Standing now = stored.standing();
        if (now.isErasedSince(at)) {
            return true;
        }
        Entry entry = entry(at, now.isBlocked());
        return now.equals(asRead) && stored.become(now.erased(entry.fact().orElseThrow(), now.ids()), entry);
    }

    /**
     * The same after a restore. Where the ledger has the entry, it tells the rest as well. Where only the relation knows of
     * the erasure, the ledger is the one that was restored.
     */
    void refuseAgain(Relation relation, Instant at) {
        Optional<Entry> there = ledger.find(relation, EntryId.ofErasure(at));
        for (int tries = 0; tries < TRIES; tries++) {
            StoredStanding stored = items.stored(relation);
            Standing now = stored.standing();
            Mark block = now.marks().get(Marks.Key.of(MarkKind.BLOCKED));
            boolean blocks = now.isBlocked() || block != null && block.at().equals(at);
            Entry entry = there.orElse(entry(at, blocks));
            boolean isDone = there.isEmpty() && now.isErasedSince(at)
                    ? stored.become(now, entry)
                    : stored.become(
                            now.erased(entry.fact().orElseThrow(), PersonIds.NONE), there.isEmpty() ? entry : null);
            if (isDone) {
                return;
            }
        }
        throw othersWrite();
    }

    /**
     * @param at as of when the person is erased
     * @return false if the relation has one more id meanwhile, or a refusal whose entry may be gone: then its links stay
     */
    boolean unlink(Relation relation, PersonIdsAt person, Instant at) {
        for (int tries = 0; tries < TRIES; tries++) {
            StoredStanding stored = items.stored(relation);
            Standing now = stored.standing();
            if (!person.has(now) || !now.isWhollySince(at)) {
                return false;
            }
            if (now.ids().equals(PersonIds.NONE) || stored.become(now.alone(), null)) {
                return true;
            }
        }
        throw othersWrite();
    }

    static StoreUnavailable othersWrite() {
        return new StoreUnavailable("others changed the same relation each time");
    }

    private static Entry entry(Instant at, boolean blocks) {
        return new Entry(
                EntryId.ofErasure(at),
                at,
                at,
                Source.of(Source.OPERATOR, CalledBy.OPERATOR),
                null,
                new PersonErased(blocks));
    }
}
