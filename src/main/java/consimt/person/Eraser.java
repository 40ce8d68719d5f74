package consimt.person;

import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.EntryContent.PersonErased;
import consimt.ledger.Ledger;
import consimt.ledger.Source;
import consimt.person.PersonItems.StoredStanding;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.PersonIds;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        Entry entry = entry(at, now);
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
            Entry entry = there.orElseGet(() -> entry(at, now));
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

    /**
     * Before the entry of a refusal goes: an entry in the ledger of each id that is the person's by the word of the business
     * alone, and where the refusal stands. Of such an id the rest is left as it is. Before the entry of a link goes: such
     * ids stay linked with each other.
     *
     * @param linked the standings under these ids
     */
    void handOver(Entry leaving, Relation relation, Map<UserId, Standing> linked) {
        if (leaving.what() instanceof IdentityChanged link) {
            keepLinked(leaving, relation.businessId(), link.other(), linked);
        }
        Fact refusal = leaving.fact().map(Fact::crossing).orElse(null);
        if (refusal == null || linked.isEmpty()) {
            return;
        }
        List<EntryContent> alone = alone(refusal, leaving.what());
        linked.forEach((userId, standing) -> {
            if (standing.rests(refusal)) {
                Relation other = new Relation(userId, relation.businessId());
                for (int n = 0; n < alone.size(); n++) {
                    EntryContent its = alone.get(n);
                    EntryId instead = leaving.id().insteadFor(its.kind() + leaving.countsFrom() + n);
                    if (n > 0 || !items.keep(other, leaving.toldNobody(leaving.id(), its))) {
                        items.keep(other, leaving.toldNobody(instead, its));
                    }
                }
            }
        });
    }

    /** The ids that the ledger of a relation names by the word of the business, on its first page. */
    Set<UserId> linkedByLedger(Relation relation) {
        Set<UserId> linked = new TreeSet<>();
        for (Entry entry : items.read(relation, null).entries()) {
            if (entry.what() instanceof IdentityChanged link && entry.source().isUnverified()) {
                linked.add(link.other());
            }
        }
        return linked;
    }

    /** Links one of these ids with another. One that was erased, and not linked again, knows nothing of others. */
    private void keepLinked(Entry leaving, BusinessId businessId, UserId one, Map<UserId, Standing> linked) {
        TreeSet<UserId> there = new TreeSet<>();
        linked.forEach((id, standing) -> {
            if (!standing.has(MarkKind.ERASED) || !standing.allIds().isEmpty()) {
                there.add(id);
            }
        });
        if (there.contains(one) && !there.first().equals(one)) {
            UserId other = there.first();
            Map.of(one, other, other, one).forEach((id, its) -> {
                EntryId between = EntryId.ofIdentity().insteadFor(its.value());
                items.keep(new Relation(id, businessId), leaving.toldNobody(between, new IdentityChanged(its)));
            });
        }
    }

    /** What it refuses, without anything that was said besides; of an erasure, each refusal that it kept. */
    private static List<EntryContent> alone(Fact refusal, EntryContent what) {
        List<EntryContent> alone = new ArrayList<>();
        if (refusal.kind().isOptOut()) {
            alone.add(OptOut.of(false, refusal.scope())
                    .refusing(refusal.categories())
                    .disowning(refusal.kind() == Fact.Kind.OPT_OUT_DISOWNING));
        } else if (refusal.kind() == Fact.Kind.REFUSAL_SUSPECTED) {
            alone.add(what);
        }
        if (refusal.keys().contains(Marks.Key.of(MarkKind.BLOCKED))) {
            alone.add(new ConsentDecision(Fact.Kind.BLOCK, null));
        }
        refusal.kept().stream()
                .filter(key -> key.kind().isWish())
                .forEach(key -> alone.add(EntryContent.refusing(key)));
        return alone;
    }

    static StoreUnavailable othersWrite() {
        return new StoreUnavailable("others changed the same relation each time");
    }

    private static Entry entry(Instant at, Standing now) {
        return new Entry(
                EntryId.ofErasure(at),
                at,
                at,
                Source.of(Source.OPERATOR, CalledBy.OPERATOR),
                null,
                new PersonErased(now.keptByErasure(at)));
    }
}
