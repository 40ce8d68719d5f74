package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.TestClock;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.record.EventTime;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.StoreInMemory;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls that come in the middle of others, and some of which are cut off there, at a business that removes by hand. */
class CallsAtOnceTest {

    private static final int HISTORIES = 20_000;
    private static final int MOST_CALLS = 14;

    private static final List<Relation> IDS = List.of(
            PersonInMemory.ONE,
            PersonInMemory.OTHER,
            new Relation(new UserId("RO.third"), PersonInMemory.ONE.businessId()));

    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.ALL, Scope.ofTopic("offers"));

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final StoreInMemory store = new StoreInMemory();
    private final WorkInMemory work = new WorkInMemory(store::called);
    private final Recorder recorder = store.recorder(work.desk(clock));
    private final List<Statement> cutOff = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Random random = new Random();
    private int requests;

    /** Once all calls are repeated and the schedule has run. */
    @Test
    void noRemovalIsLostAndNobodyIsToPutBackAnyone() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            if (Cases.takes(seed, 20)) {
                CallsAtOnceTest history = new CallsAtOnceTest();
                history.random = new Random(seed);
                history.happens();
                history.assertIsRight("seed " + seed);
            }
        }
    }

    private void happens() {
        int ids = 1 + random.nextInt(IDS.size());
        for (Relation other : IDS.subList(1, ids)) {
            recorder.record(Statement.of(
                    request(other, clock.instant()),
                    new IdentityChanged(IDS.get(0).userId())));
        }
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            clock.pass(Duration.ofHours(20));
            inTheMiddle(1 + random.nextInt(4), ids);
            boolean unused = store.wasInterrupted();
            if (random.nextInt(4) == 0) {
                work.work.values().stream()
                        .filter(piece -> piece.state().isWork())
                        .findFirst()
                        .ifPresent(open -> work.work.put(open.id(), open.closed(State.DONE, "ana", clock.instant())));
            }
        }
        clock.pass(Duration.ofHours(1));
        cutOff.forEach(recorder::record);
        work.work.values().stream()
                .filter(piece -> piece.state() == State.PENDING)
                .toList()
                .forEach(note -> store.find(note.relation(), note.cause())
                        .ifPresent(optOut -> recorder.finish(note.relation(), optOut)));
    }

    /** Each but the last is interrupted by the next one. */
    private void inTheMiddle(int many, int ids) {
        Relation under = IDS.get(random.nextInt(ids));
        Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
        Request request = request(under, clock.instant().minus(Duration.ofMinutes(90L * random.nextInt(3))));
        Statement said =
                Statement.of(request, random.nextInt(5) < 3 ? OptOut.of(false, scope) : new OptIn(scope, null));
        int call = 1 + random.nextInt(MOST_CALLS);
        told.add(said.what() + " " + under.userId() + " " + request.time().at() + ", then before call " + call);
        store.interrupt(call, () -> {
            if (many > 1) {
                clock.pass(Duration.ofMillis(1));
                inTheMiddle(many - 1, ids);
            }
            if (random.nextInt(4) == 0) {
                throw new StoreUnavailable("on purpose");
            }
        });
        try {
            recorder.record(said);
        } catch (StoreUnavailable failed) {
            cutOff.add(said);
        }
    }

    private Request request(Relation under, Instant at) {
        EntryId id = EntryId.ofRequest("c" + requests++);
        return new Request(id, under, new EventTime(at, at, at, false), clock.instant(), Source.by("app"), null);
    }

    private void assertIsRight(String what) {
        RemovalPlanTest.assertCovered(store.standings, work.work.values(), () -> what + ": " + told);
        for (FollowUp piece : work.work.values()) {
            boolean isOptedOut = store.standings.get(piece.relation()).marks().isOptedOutOf(piece.scope());
            assertTrue(
                    !isOptedOut
                            || piece.kind() == Kind.MARKETING_REMOVAL
                            || !piece.state().isWork(),
                    () -> "put back: " + what + ": " + told);
        }
    }
}
