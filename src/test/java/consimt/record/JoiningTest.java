package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.answer.Outcome;
import consimt.kit.Fault;
import consimt.kit.OneOf;
import consimt.ledger.CalledBy;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a statement that names several ids of a person does to their ledgers and standings, in memory. */
class JoiningTest {

    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");
    private static final OptIn IN = new OptIn(Scope.ALL, null);

    private final StoreInMemory store = new StoreInMemory();
    private final Recorder recorder = store.recorder();

    private int second;

    @Test
    void theSameChangeAgainChangesNothing() {
        Statement change = identity(0, 1);
        record(0, decision(Fact.Kind.BLOCK));
        assertEquals(Outcome.RECORDED, recorder.record(change).outcome());
        State before = state();
        assertEquals(Outcome.UNCHANGED, recorder.record(change).outcome());
        assertEquals(before, state());
    }

    @Test
    void aChangeToTheSameIdIsNone() {
        assertEquals(Outcome.UNCHANGED, recorder.record(identity(0, 0)).outcome());
        assertEquals(new State(Map.of(), Map.of()), state());
    }

    @Test
    void anEntryIdThatIsTakenKeepsNoIdsFromBeingOne() {
        EntryId taken = EntryId.ofIdentity();
        store.keep(of(1), statement(1, taken, decision(Fact.Kind.CONTINUE)).entry());
        record(0, decision(Fact.Kind.BLOCK));
        recorder.record(message(1, 0));
        assertTrue(standing(1).isBlocked());
        assertTrue(entries(1).containsAll(List.of(taken, taken.numbered(2))));
    }

    @Test
    void idsThatWouldBeTooManyHaveTheRefusalsOfEachOther() {
        chain(16);
        record(3, decision(Fact.Kind.BLOCK));
        record(16, OptOut.of(false, Scope.of(Channel.SMS)).refusing(Categories.ALL));
        recorder.record(identity(15, 16));
        for (int id = 0; id <= 16; id++) {
            assertTrue(standing(id).isBlocked());
            assertEquals(Set.of(Channel.SMS), standing(id).optedOutChannels().keySet());
        }
        State before = state();
        recorder.record(identity(15, 16));
        assertEquals(before, state());
        record(3, decision(Fact.Kind.UNBLOCK));
        assertFalse(standing(0).isBlocked());
        assertTrue(standing(16).isBlocked());
    }

    @Test
    void aMessageThatMayBeARefusalHoldsUnderTheIdThatIsOneTooMany() {
        chain(16);
        recorder.record(Recorders.suspected(EntryId.ofRequest("maybe"), of(0), FIRST.plusSeconds(second++)));
        recorder.record(identity(15, 16));
        assertNotNull(standing(16).refusalSuspectedSince());
    }

    /** The ledger of one id does not grow with each id that somebody names beside it. */
    @Test
    void idsWithoutEnd() {
        chain(16);
        for (int other = 16; other < 76; other++) {
            recorder.record(identity(3, other));
            assertEquals(0, entries(other).size());
        }
        assertEquals(2, entries(3).size());
    }

    @Test
    void aRefusalThatNamesIdsWhichCannotBeOneRefusesUnderEach() {
        chain(16);
        recorder.record(
                statement(16, EntryId.ofRequest("out"), OptOut.of(false)).knownAs(Set.of(of(15).userId())));
        for (int id : List.of(0, 15, 16)) {
            assertTrue(standing(id).isOptedOut());
        }
    }

    /** Whatever call fails, and whether the store has done it. */
    @Test
    void aRefusalIsRecordedUnderEachIdThatItNamesThoughTheyCannotBeMerged() {
        for (Fault.When when : Fault.When.values()) {
            boolean isCut = true;
            for (int call = 2; isCut; call++) {
                store.standings.clear();
                store.ledgers.clear();
                Statement block = statement(1, EntryId.ofRequest("no"), decision(Fact.Kind.BLOCK));
                store.fail(call, when);
                isCut = fails(block.knownAs(Set.of(of(0).userId())));
                assertTrue(standing(0).isBlocked() && standing(1).isBlocked(), when + " " + call);
            }
        }
    }

    /** Each statement is cut off at any call, and told again later. */
    @Property(tries = 500)
    @OneOf(5)
    void whatIsCutOffAndToldAgainEndsAsIfItWasNot(@ForAll Random random) {
        List<Statement> statements = IntStream.range(0, 1 + random.nextInt(10))
                .mapToObj(i -> any(random))
                .toList();
        store.standings.clear();
        store.ledgers.clear();
        StoreInMemory calm = new StoreInMemory();
        statements.forEach(calm.recorder()::record);
        List<Statement> again = new ArrayList<>();
        for (Statement statement : statements) {
            store.fail(1 + random.nextInt(12), Fault.When.values()[random.nextInt(2)]);
            if (fails(statement)) {
                again.add(random.nextInt(again.size() + 1), statement);
            }
        }
        again.forEach(recorder::record);
        IntStream.range(0, 4).forEach(id -> {
            Standing expected = calm.standings.getOrDefault(of(id), Standing.UNKNOWN);
            assertEquals(expected.marks(), standing(id).marks(), statements::toString);
            assertEquals(expected.allIds(), standing(id).allIds());
            assertEquals(expected.knownAs(), standing(id).knownAs());
        });
    }

    private Statement any(Random random) {
        int id = random.nextInt(4);
        int other = random.nextInt(4);
        EntryId entry = EntryId.ofRequest("r" + second);
        return switch (random.nextInt(7)) {
            case 0 -> identity(id, other);
            case 1 -> message(id, other);
            case 2 ->
                statement(id, entry, OptOut.of(random.nextBoolean()))
                        .knownAs(Set.of(of(other).userId()));
            case 3 -> statement(id, entry, IN).knownAs(Set.of(of(other).userId()));
            case 4 -> statement(id, entry, decision(Fact.Kind.BLOCK));
            case 5 -> statement(id, entry, decision(Fact.Kind.UNBLOCK));
            default -> statement(id, entry, OptOut.of(false));
        };
    }

    private boolean fails(Statement statement) {
        try {
            recorder.record(statement);
            store.wasInterrupted();
            return false;
        } catch (StoreUnavailable onPurpose) {
            store.wasInterrupted();
            return true;
        }
    }

    private void chain(int length) {
        for (int id = 1; id < length; id++) {
            recorder.record(identity(id - 1, id));
        }
    }

    private void record(int id, EntryContent what) {
        recorder.record(statement(id, EntryId.ofRequest("r" + second), what));
    }

    private Statement statement(int id, EntryId entry, EntryContent what) {
        Source source = Source.of(Source.PERSON, CalledBy.OPERATOR);
        Instant now = now();
        return Statement.of(new Request(entry, of(id), EventTime.unsaid(now), now, source, null), what);
    }

    private Statement identity(int from, int to) {
        Instant now = now();
        EntryId entry = EntryId.ofRequest("change" + second);
        return Recorders.identity(entry, of(to), of(from).userId(), Source.by("whatsapp"), now, now);
    }

    private Statement message(int id, int other) {
        return Recorders.message(
                EntryId.ofRequest("m" + second), of(id), of(other).userId(), now());
    }

    private static ConsentDecision decision(Fact.Kind kind) {
        return new ConsentDecision(kind, null);
    }

    private Instant now() {
        return FIRST.plusSeconds(second++);
    }

    private static Relation of(int id) {
        return new Relation(new UserId("4070000%04d".formatted(id)), new BusinessId("b"));
    }

    private Standing standing(int id) {
        return store.standings.getOrDefault(of(id), Standing.UNKNOWN);
    }

    private Set<EntryId> entries(int id) {
        return store.ledger(of(id)).keySet();
    }

    private State state() {
        Map<Relation, Set<EntryId>> entries = new HashMap<>();
        store.ledgers.forEach((relation, ledger) -> entries.put(relation, Set.copyOf(ledger.keySet())));
        entries.values().removeIf(Set::isEmpty);
        return new State(Map.copyOf(store.standings), entries);
    }

    private record State(Map<Relation, Standing> standings, Map<Relation, Set<EntryId>> entries) {}
}
