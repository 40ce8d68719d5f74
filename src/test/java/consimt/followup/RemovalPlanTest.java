package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.followup.PersonInMemory.Reach;
import consimt.kit.Cases;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The work that follows from what a person says and what people do, without a store. */
class RemovalPlanTest {

    private static final String START = "2026-11-24T12:00:00Z";
    private static final int HISTORIES = 10_000;

    /**
     * What the store ended in for these histories while a relation still kept its removals itself: the beginning, what was
     * said and done, and the work.
     */
    @Test
    void theWorkIsAsBeforeTheMarksAndTheWorkWereParted() throws IOException {
        int compared = 0;
        for (String line : cases()) {
            String[] parts = line.split(" \\| ");
            PersonInMemory person = new PersonInMemory(parts[0]).does(parts[1]);
            assertEquals(parts[2], person.told(), parts[1]);
            compared++;
        }
        assertTrue(compared >= 400, compared + " compared");
    }

    private static List<String> cases() throws IOException {
        try (InputStream cases = RemovalPlanTest.class.getResourceAsStream("/removals.txt")) {
            return new String(cases.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # --- an opt-in that comes with the other id ends a removal: one of the other id that covers the rest is enough
            out:all/2 in:all out:wa1 one in:wa1             | all@2#72000000 WITHDRAWN 2026-12-04; wa1@1#216000000 WITHDRAWN 2026-12-08
            # --- the number of a person who opted in is put back, under whichever id it was taken off the list
            out:all/2 done:all out:all in:wa1/2 one in:all  | all@1#216000000 WITHDRAWN 2026-12-08; all@2#72000000 DONE 2026-12-04; back all@2#432000000 OPEN 2026-12-08
            # --- a skipped removal is over once its own opt-out is lifted
            out:all skip:all in:all out:all                 | all@1#288000000 OPEN 2026-12-08; all@1#72000000 SKIPPED 2026-12-04
            # --- a later opt-out that a skipped removal covered has its own once the first one is lifted
            out:all skip:all out:all past:all               | all@1#216000000 OPEN 2026-12-04; all@1#72000000 SKIPPED 2026-12-04
            # --- who has the work of putting a number back may have done so already, so it is to be taken off again
            out:all done:all in:all take:all out:all        | all@1#360000000 OPEN 2026-12-08; all@1#72000000 DONE 2026-12-04; back all@1#216000000 WITHDRAWN 2026-12-08
            """)
    void whatIsOtherwiseThanBefore(String history, String work) {
        assertEquals(work, new PersonInMemory(START).does(history).told());
    }

    /** Each opt-out in force that was promised a day is under a removal that is not withdrawn, and nothing is done twice. */
    @Test
    void theWorkIsWhatTheMarksAskFor() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            if (Cases.takes(seed, 60)) {
                String history = history(new Random(seed));
                PersonInMemory person = new PersonInMemory(START);
                for (String step : history.split(" ")) {
                    person.does(step);
                    assertIsRight(person, history);
                }
                String before = person.told();
                person.reconcile();
                assertEquals(before, person.told(), history);
            }
        }
    }

    /** Of two opt-outs under two ids one removal remains, also if its own opt-out is lifted before its call ends. */
    @Test
    void anOptOutKeepsTheRemovalToWhichThatOfTheOtherIdGaveWay() {
        PersonInMemory person = new PersonInMemory(START).does("one");
        Mark early = new Mark(person.clock.instant().minus(Duration.ofHours(4)), EntryId.ofRequest("early"));
        Mark between = new Mark(person.clock.instant().minus(Duration.ofHours(2)), EntryId.ofRequest("between"));
        Mark late = new Mark(person.clock.instant(), EntryId.ofRequest("late"));
        person.say(PersonInMemory.ONE, Scope.ALL, early, true, Reach.OWN_ID);
        person.say(PersonInMemory.OTHER, Scope.ALL, late, true, Reach.OWN_ID);
        person.say(PersonInMemory.ONE, Scope.ALL, between, false, Reach.WORK);
        person.say(PersonInMemory.ONE, Scope.ALL, early, true, Reach.WORK);
        person.say(PersonInMemory.OTHER, Scope.ALL, late, true, Reach.WORK);
        assertIsRight(person, "finished");
    }

    /** It is told again after an opt-in that lifted it, and the other id has a later one of the same part. */
    @Test
    void anOptOutThatIsNotTheLatestOfItsPartOpensNoRemovalThatAnotherAtOnceTakesBack() {
        PersonInMemory person = new PersonInMemory(START).does("one out:all/2");
        Scope news = Scope.ofTopic("news");
        Mark lifted = person.nextMark("lifted");
        person.say(PersonInMemory.OTHER, news, lifted, true, Reach.OWN_ID);
        person.does("done:all");
        Mark optIn = person.nextMark("in");
        person.say(PersonInMemory.OTHER, Scope.ALL, optIn, false, Reach.ALL_IDS);
        Mark later = person.nextMark("later");
        person.say(PersonInMemory.ONE, news, later, true, Reach.OWN_ID);
        Mark ofAll = person.nextMark("all");
        person.say(PersonInMemory.OTHER, Scope.ALL, ofAll, true, Reach.ALL_IDS);
        person.say(PersonInMemory.OTHER, news, lifted, true, Reach.WORK);
        person.say(PersonInMemory.OTHER, Scope.ALL, optIn, false, Reach.WORK);
        person.say(PersonInMemory.ONE, news, later, true, Reach.WORK);
        person.say(PersonInMemory.OTHER, Scope.ALL, ofAll, true, Reach.WORK);
        assertIsRight(person, "finished");
    }

    /**
     * Calls are cut off before they reconcile, in any order and number, and tell of earlier times; some are finished by a
     * retry or by the schedule. Once all are, the work is what the marks ask for, and no note is left.
     */
    @Test
    void soItIsWhateverIsCutOff() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            if (Cases.takes(seed, 60)) {
                cutOff(new Random(seed), "seed " + seed);
            }
        }
    }

    private static void cutOff(Random random, String what) {
        PersonInMemory person = new PersonInMemory(START);
        List<Scope> scopes = List.of(Scope.ALL, Scope.ALL, Scope.ofTopic("offers"), Scope.ofTopic("news"));
        List<Runnable> open = new ArrayList<>();
        boolean isOne = random.nextBoolean();
        if (isOne) {
            person.does("one");
        }
        int length = 2 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            person.clock.pass(Duration.ofHours(1));
            Relation under = isOne && random.nextBoolean() ? PersonInMemory.OTHER : PersonInMemory.ONE;
            Scope scope = scopes.get(random.nextInt(scopes.size()));
            Instant at = person.clock.instant().minus(Duration.ofMinutes(90 * random.nextInt(3)));
            Mark mark = new Mark(at, EntryId.ofRequest("c" + i));
            boolean isOut = random.nextInt(3) > 0;
            Reach reach = Reach.values()[random.nextInt(3)];
            person.say(under, scope, mark, isOut, reach);
            if (reach != Reach.WORK) {
                open.add(() -> person.say(under, scope, mark, isOut, Reach.WORK));
            }
            if (random.nextInt(5) == 0) {
                person.does(random.nextBoolean() ? "done:all" : "done:offers");
            }
            if (!open.isEmpty() && random.nextInt(3) == 0) {
                open.remove(random.nextInt(open.size())).run();
            }
        }
        open.forEach(Runnable::run);
        assertIsRight(person, what);
        assertEquals(
                List.of(),
                person.work.values().stream()
                        .filter(piece -> piece.state() == State.PENDING)
                        .toList(),
                what);
    }

    /** No removal is lost. */
    static void assertCovered(Map<Relation, Standing> standings, Collection<FollowUp> all, Supplier<String> what) {
        standings.forEach((id, standing) -> {
            Marks marks = standing.marks();
            PersonWork work = work(id, standing, all);
            for (Scope scope : standing.mayHaveWork() ? PersonInMemory.scopes() : Set.<Scope>of()) {
                assertTrue(
                        !marks.isOptedOutOf(scope)
                                || work.current(marks).stream()
                                        .anyMatch(removal -> removal.scope().covers(scope)),
                        () -> "no removal of " + scope + ": " + what.get());
            }
        });
    }

    private static PersonWork work(Relation id, Standing standing, Collection<FollowUp> all) {
        Set<Relation> ids = new HashSet<>(standing.others(id));
        ids.add(id);
        return PersonWork.of(
                all.stream().filter(piece -> ids.contains(piece.relation())).toList());
    }

    private static void assertIsRight(PersonInMemory person, String history) {
        assertCovered(person.standings, person.work.values(), () -> history + ": " + person.told());
        for (Relation id : person.standings.keySet()) {
            Standing standing = person.standing(id);
            Marks marks = standing.marks();
            PersonWork work = work(id, standing, person.work.values());
            for (FollowUp piece : person.work.values()) {
                boolean isMine = piece.relation().equals(id) && piece.state().isWork();
                if (isMine && piece.kind() == Kind.MARKETING_REMOVAL) {
                    assertTrue(
                            marks.isOptedOutOf(piece.scope()), () -> "for nothing: " + history + ": " + person.told());
                } else if (isMine) {
                    assertFalse(marks.isOptedOutOf(piece.scope()), () -> "put back: " + history + ": " + person.told());
                }
            }
            Map<Scope, Long> open = work.current(marks).stream()
                    .filter(removal ->
                            removal.state().isWork() && removal.relation().equals(id))
                    .collect(Collectors.groupingBy(FollowUp::scope, HashMap::new, Collectors.counting()));
            assertTrue(
                    open.values().stream().allMatch(count -> count == 1),
                    () -> "twice: " + history + ": " + person.told());
        }
    }

    private static String history(Random random) {
        List<String> scopes = random.nextInt(4) == 0
                ? List.of("all", "offers", "news", "parcels", "wa", "wa1", "wa2", "sms", "email", "push")
                : List.of("all", "all", "offers", "wa1", "sms+offers");
        int length = 3 + random.nextInt(scopes.size() > 5 ? 14 : 7);
        int oneAt = random.nextInt(3) == 0 ? random.nextInt(length) : -1;
        List<String> what = List.of(
                "out", "out", "out", "out", "out", "out", "in", "in", "in", "in", "late", "lateOut", "done", "done",
                "back", "skip", "claim");
        return Stream.iterate(0, i -> i < length, i -> i + 1)
                .map(i -> (i == oneAt ? "one " : "")
                        + what.get(random.nextInt(what.size()))
                        + ":"
                        + scopes.get(random.nextInt(scopes.size()))
                        + (oneAt >= 0 && random.nextInt(3) == 0 ? "/2" : ""))
                .collect(Collectors.joining(" "));
    }
}
