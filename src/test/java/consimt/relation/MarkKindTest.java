package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.relation.Fact.Categories;
import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pair of a protective mark and the mark that lifts it, for those of today and of tomorrow. */
class MarkKindTest {

    static List<MarkKind> protective() {
        return MarkKind.PROTECTIVE;
    }

    @Test
    void everyMarkIsMovedByAFact() {
        Set<MarkKind> moved = facts(0).flatMap(MarkKindTest::moved).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(MarkKind.class), moved);
    }

    @ParameterizedTest
    @MethodSource("protective")
    void aProtectiveMarkStandsUntilALaterOneLiftsIt(MarkKind protective) {
        Standing out = Standing.UNKNOWN.with(setting(protective, 2));
        assertTrue(out.stands(protective));
        for (MarkKind lifting : protective.liftedBy()) {
            assertTrue(out.with(setting(lifting, 1)).stands(protective));
            assertTrue(out.with(setting(lifting, 2)).stands(protective), "a tie goes to the protective one");
            assertFalse(out.with(setting(lifting, 3)).stands(protective));
        }
    }

    /** Under an id that is the person's by the word of the business alone. */
    @Test
    void refusalsCrossAndNoPermissionDoes() {
        Set<MarkKind> crossing = EnumSet.copyOf(MarkKind.PROTECTIVE);
        crossing.addAll(Set.of(MarkKind.CONTACTED, MarkKind.PROMISED, MarkKind.FIRST_REFUSED, MarkKind.DISOWNED));
        assertEquals(
                crossing,
                Stream.of(MarkKind.values())
                        .filter(MarkKind::crosses)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(MarkKind.class))));
    }

    /** A caller is told that something changed exactly if it did. */
    @ParameterizedTest
    @MethodSource("protective")
    void callersSeeWhetherAProtectiveMarkStands(MarkKind protective) {
        Standing before = Standing.UNKNOWN.with(fact(Kind.CONTINUE, 1));
        Standing after = before.with(setting(protective, 2));
        assertFalse(before.looksLike(after));
        assertTrue(after.looksLike(after.with(setting(protective, 3))));
    }

    /** A fact that moves this mark, and as few others as possible. */
    private static Fact setting(MarkKind mark, int second) {
        return facts(second)
                .filter(fact ->
                        moved(fact).anyMatch(mark::equals) && !fact.kind().isReport())
                .min(Comparator.comparing(fact -> moved(fact).count()))
                .orElseThrow();
    }

    /** One of each kind about all, then one of each wish about a channel; opt-outs of these are promised a day. */
    private static Stream<Fact> facts(int second) {
        return Stream.concat(
                Stream.concat(
                        Stream.of(Kind.values()).map(kind -> fact(kind, second)),
                        Stream.of(fact(Kind.OPT_OUT, second).ofFurtherPart())),
                Stream.of(Kind.values())
                        .filter(Kind::isWish)
                        .map(kind -> fact(kind, second))
                        .map(fact -> new Fact(
                                fact.kind(),
                                Scope.of(Channel.SMS),
                                fact.kind().isOptOut() ? Categories.ALL : null,
                                fact.mark(),
                                fact.kind().isOptOut() ? LocalDate.EPOCH : null)));
    }

    private static Stream<MarkKind> moved(Fact fact) {
        return fact.keys().stream().map(Marks.Key::kind);
    }

    private static Fact fact(Kind kind, int second) {
        return Fact.of(kind, Instant.EPOCH.plusSeconds(second), EntryId.ofRequest(kind + "." + second));
    }
}
