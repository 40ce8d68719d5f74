package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.form.Page;
import consimt.kit.World;
import consimt.ledger.BusinessLedger;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.person.PersonsPast.Reader;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A ledger that is too long is never read in part as if it were all. */
class PersonsPastTest {

    private static final Relation RELATION = World.relation("40755500001", "shop");
    private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");
    private static final Reader BUSINESS = new Reader(
            10, 5, entry -> BusinessLedger.shown(entry, new BusinessId("shop")).isPresent());

    /** By their ids they stand before it, so a reading that ends early does not come to it. */
    @Test
    void noNumberOfLaterEntriesHidesARefusalOfThePast() {
        Entry refusal = entry("out", THEN, OptOut.of(false));
        for (int later = 0; later < 20; later++) {
            List<Entry> all = new ArrayList<>(agreements(later));
            all.add(refusal);
            PersonsPast past = past(all, Reader.ofAll(10));
            assertEquals(later >= 10, past.isCut(), "later: " + later);
            assertTrue(past.isCut() || past.at(THEN).isOptedOut(), "later: " + later);
        }
    }

    @Test
    void aLedgerThatIsTooLongForABusinessTellsOfNoReport() {
        for (int seen = 0; seen < 10; seen++) {
            List<Entry> with = new ArrayList<>(agreements(seen));
            IntStream.range(0, 5)
                    .forEach(i -> with.add(entry("a" + i, THEN, new ConsentDecision(Fact.Kind.REPORT, null))));
            assertEquals(
                    past(agreements(seen), BUSINESS).isCut(),
                    past(with, BUSINESS).isCut(),
                    "seen: " + seen);
        }
    }

    private static List<Entry> agreements(int number) {
        return IntStream.range(0, number)
                .mapToObj(i ->
                        entry("business~" + i, THEN.plusSeconds(60), new ConsentDecision(Fact.Kind.CONTINUE, null)))
                .toList();
    }

    private static Entry entry(String id, Instant at, EntryContent what) {
        return new Entry(new EntryId(id), at, at, Source.of(Source.PERSON), null, what);
    }

    private static PersonsPast past(List<Entry> ledger, Reader reader) {
        return new PersonsPasts(new InMemory(ledger)).upTo(THEN, RELATION, reader);
    }

    private record InMemory(List<Entry> all) implements WholeLedger {

        @Override
        public List<Entry> of(Relation relation, int most) {
            return all.subList(0, Math.min(all.size(), most + 1));
        }

        @Override
        public Page<Relation> relations(Segment segment, @Nullable BusinessId only, @Nullable String after, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
