package consimt.person;

import consimt.ledger.Entry;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was recorded about a person at one business under all of their ids, up to an instant. */
public final class PersonsPast {

    private final Relation relation;
    private final Predicate<Entry> isShown;
    private final Map<UserId, List<Entry>> entries = new TreeMap<>();
    private int read;
    private int shown;
    private boolean isCut;

    /**
     * @param stored the standing of the relation, which names the ids; unknown to go by the ledgers alone
     * @param upTo null for all that was recorded
     */
    PersonsPast(WholeLedger ledger, Relation relation, Standing stored, @Nullable Instant upTo, Reader reader) {
        this.relation = relation;
        this.isShown = reader.isShown;
        PersonsLedgers.of(
                each -> {
                    // Those after the instant count too: where reading ends, one of before it may be missing.
                    List<Entry> its = ledger.of(each, reader.most - read);
                    read += its.size();
                    shown += (int) its.stream().filter(isShown).count();
                    isCut |= read > reader.most || shown > reader.mostShown;
                    entries.put(each.userId(), upTo == null ? its : recorded(its, at -> !at.isAfter(upTo)));
                    return isCut ? List.of() : of(each);
                },
                relation,
                stored,
                Set.of());
    }

    /**
     * @param most how many entries are read at most, about
     * @param mostShown how many of these the reader may see. If it is less than {@code most}, a ledger that is too long tells nothing of the entries that are hidden
     */
    public record Reader(int most, int mostShown, Predicate<Entry> isShown) {

        /** One who sees all. */
        public static Reader ofAll(int most) {
            return new Reader(most, most, any -> true);
        }
    }

    public boolean isCut() {
        return isCut;
    }

    public Map<UserId, List<Entry>> entries() {
        return entries;
    }

    public boolean hasEntriesOfNewerCode() {
        return entries.values().stream().flatMap(List::stream).anyMatch(Entry::isOfNewerCode);
    }

    /** How the relation stood by what was recorded up to an instant. */
    public Standing at(Instant at) {
        return fold(recordedAt -> !recordedAt.isAfter(at));
    }

    /** How the relation stood by what was recorded before an instant. */
    public Standing before(Instant at) {
        return fold(recordedAt -> recordedAt.isBefore(at));
    }

    /** When something that the reader may see was recorded after an instant. */
    public Set<Instant> changesAfter(Instant after) {
        Set<Instant> changes = new TreeSet<>();
        entries.values()
                .forEach(its -> its.stream()
                        .filter(isShown)
                        .map(Entry::recordedAt)
                        .filter(at -> at.isAfter(after))
                        .forEach(changes::add));
        return changes;
    }

    private Standing fold(Predicate<Instant> recordedAt) {
        return PersonsLedgers.of(each -> recorded(of(each), recordedAt), relation, Standing.UNKNOWN, Set.of())
                .fold(relation.userId());
    }

    private List<Entry> of(Relation each) {
        return entries.getOrDefault(each.userId(), List.of());
    }

    private static List<Entry> recorded(List<Entry> entries, Predicate<Instant> at) {
        return entries.stream().filter(entry -> at.test(entry.recordedAt())).toList();
    }
}
