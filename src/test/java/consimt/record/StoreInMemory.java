package consimt.record;

import consimt.form.Page;
import consimt.kit.Fault;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Addition;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Relations and ledgers in memory. Each call happens as a whole, and does what the ports say. The n-th call may fail, or
 * something else may happen before it.
 */
public final class StoreInMemory implements Relations, Standings, Ledger, LedgerWriter {

    public final Map<Relation, Standing> standings = new TreeMap<>();
    final Map<Relation, Map<EntryId, Entry>> ledgers = new TreeMap<>();

    private int left;
    private Fault.When when = Fault.When.BEFORE;
    private Runnable interruption = () -> {};

    /** From here on, the n-th call fails. */
    void fail(int call, Fault.When before) {
        interrupt(call, StoreInMemory::fail);
        when = before;
    }

    /** From here on, something else happens before the n-th call. */
    public void interrupt(int call, Runnable somethingElse) {
        left = call;
        when = Fault.When.BEFORE;
        interruption = somethingElse;
    }

    /** Whether so many calls were made; from here on, none is interrupted. */
    public boolean wasInterrupted() {
        boolean was = left <= 0;
        left = 0;
        return was;
    }

    private static void fail() {
        throw new StoreUnavailable("on purpose");
    }

    /** A call of another store. */
    public void called() {
        int unused = call(() -> 0);
    }

    private <T> T call(Supplier<T> call) {
        boolean isInterrupted = --left == 0;
        if (isInterrupted && when == Fault.When.BEFORE) {
            interruption.run();
        }
        T answer = call.get();
        if (isInterrupted && when == Fault.When.AFTER) {
            interruption.run();
        }
        return answer;
    }

    /** The recorder as the application puts it together, at businesses that remove at once. */
    Recorder recorder() {
        return recorder(NO_REMOVALS);
    }

    public Recorder recorder(RemovalWork removals) {
        Identities identities = new Identities(this, this);
        TooManyIds tooMany = new TooManyIds(identities, this, (metric, value) -> {});
        return new Recorder(
                this,
                this,
                removals,
                (reported, report, at) -> {},
                NO_DECISIONS,
                new Joining(this, removals, NO_DECISIONS, identities, tooMany),
                (metric, value) -> {});
    }

    @Override
    public Joined join(Relation relation, Addition addition, Standing believed) {
        return call(() -> {
            if (believed != null && addition.isIn(believed)) {
                return new Joined(believed, believed, false);
            }
            Standing before = standings.get(relation);
            Standing old = before == null ? Standing.UNKNOWN : before;
            Standing after = addition.to(old);
            standings.put(relation, after);
            return new Joined(old, after, !after.equals(before));
        });
    }

    @Override
    public Standing of(Relation relation, Consistency consistency) {
        return call(() -> standings.getOrDefault(relation, Standing.UNKNOWN));
    }

    @Override
    public Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Relation, Standing> of(Collection<Relation> relations, Consistency consistency) {
        return call(() -> relations.stream()
                .filter(standings::containsKey)
                .collect(Collectors.toMap(Function.identity(), standings::get)));
    }

    @Override
    public Page<Stands> of(UserId userId, boolean blockedOnly, BusinessId after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Stands> ofBusiness(BusinessId businessId, UserId after, int most) {
        throw new UnsupportedOperationException();
    }

    Map<EntryId, Entry> ledger(Relation relation) {
        return ledgers.computeIfAbsent(relation, none -> new TreeMap<>());
    }

    @Override
    public Optional<Entry> find(Relation relation, EntryId id) {
        return call(() -> Optional.ofNullable(ledger(relation).get(id)));
    }

    @Override
    public Wishes wishesBefore(Relation relation, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** All of them on one page. */
    @Override
    public Page<Entry> read(Relation relation, Instant from, String after, int limit) {
        return call(() -> new Page<>(
                ledger(relation).values().stream()
                        .sorted(Comparator.comparing(Entry::occurredAt))
                        .toList(),
                null));
    }

    @Override
    public Page<Entry> readSettings(BusinessId businessId, Instant from, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteResult keep(Relation relation, Entry entry) {
        return call(() -> {
            Entry stored = ledger(relation).putIfAbsent(entry.id(), entry);
            if (stored == null) {
                return new WriteResult(WriteResult.How.NEW, entry);
            }
            return new WriteResult(
                    stored.tellsTheSameAs(entry) ? WriteResult.How.REPEATED : WriteResult.How.CONFLICT, stored);
        });
    }

    @Override
    public boolean keepNew(Map<Relation, Entry> entries) {
        return call(() -> {
            Map<Relation, Entry> all = new HashMap<>(entries);
            boolean areNew = all.entrySet().stream()
                    .noneMatch(each ->
                            ledger(each.getKey()).containsKey(each.getValue().id()));
            if (areNew) {
                all.forEach((relation, entry) -> ledger(relation).put(entry.id(), entry));
            }
            return areNew;
        });
    }

    private static final RemovalWork NO_REMOVALS = new RemovalWork() {
        @Override
        public Promise intend(Relation relation, Scope scope, Mark optOut, Instant said, Supplier<Standing> reading) {
            return null;
        }

        @Override
        public Removals reconcile(Relation relation, Fact fact, Move move) {
            return Removals.NONE;
        }

        @Override
        public Removals shown(Relation relation, Standing standing) {
            return Removals.NONE;
        }
    };

    private static final SuspectedRefusalWork NO_DECISIONS = new SuspectedRefusalWork() {
        @Override
        public void add(Relation relation, Mark message, WrittenText text) {}

        @Override
        public void withdraw(Relation relation, Instant optedIn) {}
    };
}
