package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.relation.Fact.Kind;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The removals by hand at a business of which people opt out by scope. */
class ScopedRemovalsTest {

    private static final Scope OFFERS = Scope.ofTopic("offers");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 2);

    private static int tried;

    /** In whatever order the wishes come, what was promised first is kept, and what an opt-in ended does not come back. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    void aRemovalGoesOnUntilAnOptInEndsItForGood(@ForAll("wishes") List<Fact> wishes) {
        Assume.that(Cases.takes(tried++, 5));
        Set<Removal> ended = new HashSet<>();
        Standing standing = Standing.UNKNOWN;
        for (Fact wish : wishes) {
            Standing before = standing;
            standing = standing.with(wish);
            List<Removal> current = standing.removals().current();
            for (Removal earlier : before.removals().current()) {
                assertEquals(standing.isOptedOutOf(earlier.scope()), current.contains(earlier), wishes::toString);
            }
            for (Removal removal : current) {
                assertFalse(ended.contains(removal), wishes::toString);
                assertTrue(
                        before.removals().current().contains(removal)
                                || before.removals()
                                        .covering(removal.scope())
                                        .filter(current::contains)
                                        .isEmpty(),
                        wishes::toString);
            }
            ended.addAll(standing.removals().ended());
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    void eachOptOutHasARemovalThatCoversIt(@ForAll("wishes") List<Fact> wishes) {
        Assume.that(Cases.takes(tried++, 5));
        Standing standing = Standing.UNKNOWN;
        for (Fact wish : wishes) {
            standing = standing.with(wish);
            for (Scope scope : ScopedFacts.SCOPES) {
                assertTrue(
                        !standing.isOptedOutOf(scope)
                                || standing.removals().covering(scope).isPresent(),
                        wishes::toString);
            }
        }
    }

    /** The narrower opt-out had no removal, because the wider one was going on. */
    @Test
    void anOptOutGetsItsOwnRemovalIfALateOptInEndsTheWiderOne() {
        Standing standing = Standing.UNKNOWN
                .with(out(Scope.ALL, 0))
                .with(out(OFFERS, 2))
                .with(out(OFFERS.with(Scope.of(Channel.SMS)), 3));
        assertEquals(List.of(removal(Scope.ALL, 0)), standing.removals().current());
        Standing after = standing.with(in(Scope.ALL, 1));
        assertEquals(List.of(removal(OFFERS, 2)), after.removals().current());
        assertEquals(List.of(removal(Scope.ALL, 0)), after.removals().ended());
        assertEquals(after, after.with(in(Scope.ALL, 1)));
        assertEquals(
                List.of(removal(OFFERS, 2)),
                standing.with(Standing.UNKNOWN.with(in(Scope.ALL, 1)))
                        .removals()
                        .current());
    }

    /** The last scope is that of an opt-in, or comes from another id. */
    @Test
    void oneScopeTooManyBeginsARemovalOfAllWhateverMakesItTooMany() {
        Standing six = Standing.UNKNOWN.with(out(OFFERS, 0));
        for (int topic = 1; topic < Marks.MOST_SCOPES; topic++) {
            six = six.with(in(Scope.ofTopic("topic-" + topic), topic));
        }
        Fact seventh = in(Scope.of(Channel.SMS), 9);
        List<Removal> both = List.of(removal(Scope.ALL, 0), removal(OFFERS, 0));
        assertEquals(
                both.stream().map(removal -> removal.optOut().in(OFFERS)).toList(),
                six.with(seventh).removals().current().stream()
                        .map(removal -> removal.optOut().in(OFFERS))
                        .toList());
        assertTrue(six.with(seventh).removals().covering(Scope.ALL).isPresent());
        assertEquals(
                six.with(seventh).removals().current(),
                six.with(Standing.UNKNOWN.with(seventh)).removals().current());
    }

    /** Only opt-ins to parts had lifted the opt-out. They lift nothing any more. */
    @Test
    void oneScopeTooManyBeginsARemovalOfAllAlsoIfNoneIsGoingOn() {
        Standing standing = Standing.UNKNOWN.with(out(OFFERS, 0)).with(in(OFFERS, 1));
        for (int topic = 0; topic < Marks.MOST_SCOPES; topic++) {
            standing = standing.with(in(Scope.ofTopic("topic-" + topic), 2 + topic));
        }
        assertTrue(standing.isOptedOut());
        assertTrue(standing.removals().covering(Scope.ALL).isPresent());
    }

    /** The opt-out was lifted when it came, so it never had a removal. */
    @Test
    void oneScopeTooManyBeginsARemovalOfAllAlsoIfThereNeverWasOne() {
        Standing standing = Standing.UNKNOWN.with(in(OFFERS, 1)).with(out(OFFERS, 0));
        assertEquals(List.of(), standing.removals().current());
        for (int topic = 0; topic < Marks.MOST_SCOPES; topic++) {
            standing =
                    standing.with(in(Scope.ofTopic("topic-" + topic), 2 + topic).by(DAY));
        }
        assertEquals(DAY, standing.removals().covering(Scope.ALL).orElseThrow().stopsBy());
    }

    @Test
    void aRemovalThatEndedDoesNotComeBackWithAnOptOutThatAWiderOneCovers() {
        Standing standing = Standing.UNKNOWN
                .with(out(OFFERS, 0))
                .with(in(OFFERS, 1))
                .with(out(Scope.ALL, 2))
                .with(out(OFFERS, 3));
        assertEquals(List.of(removal(Scope.ALL, 2)), standing.removals().current());
        assertEquals(Optional.of(removal(Scope.ALL, 2)), standing.removals().covering(OFFERS));
        assertEquals(removal(OFFERS, 0), standing.byHand().in(OFFERS).before());
    }

    @Test
    void norWithOneScopeTooMany() {
        Standing standing = Standing.UNKNOWN.with(out(OFFERS, 0)).with(in(OFFERS, 1));
        for (int topic = 0; topic < Marks.MOST_SCOPES; topic++) {
            standing = standing.with(out(Scope.ofTopic("topic-" + topic), 2 + topic));
        }
        assertTrue(standing.marks().isCollapsed());
        assertFalse(standing.removals().current().contains(removal(OFFERS, 0)));
    }

    @Provide
    Arbitrary<List<Fact>> wishes() {
        return ScopedFacts.byHand(Arbitraries.oneOf(ScopedFacts.upTo(9), ScopedFacts.ofManyScopes(6, 12)));
    }

    private static Fact out(Scope scope, int milli) {
        return new Fact(Kind.OPT_OUT, scope, mark(milli), DAY);
    }

    private static Fact in(Scope scope, int milli) {
        return new Fact(Kind.OPT_IN, scope, mark(milli), null);
    }

    private static Removal removal(Scope scope, int milli) {
        return new Removal(scope, DAY, mark(milli));
    }

    private static Mark mark(int milli) {
        return new Mark(ScopedFacts.FIRST.plusMillis(milli), EntryId.ofRequest("e" + milli));
    }
}
