package consimt.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.OneOf;
import consimt.kit.World;
import consimt.record.Recorders;
import consimt.relation.Fact;
import consimt.relation.Facts;
import consimt.relation.Relation;
import consimt.relation.ScopedFacts;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standings.Consistency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever stands in a relation, a first contact is marked there if nothing forbids it, and not otherwise. */
class ContactOfAnybodyTest {

    private static final World WORLD = World.onEngine();

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    @OneOf(5)
    void aFirstContactIsMarkedExactlyWhereNothingForbidsIt(@ForAll("facts") List<Fact> facts) {
        Relation relation = World.relation(World.somebody(), "b");
        facts.forEach(fact -> Recorders.join(WORLD.stores.relations(), relation, fact));
        Standing before = WORLD.stores.standings().of(relation, Consistency.STRONG);
        String outcome = WORLD.outcome(
                "open-conversation",
                "{'userId':'%s','businessId':'b'}",
                relation.userId().value());

        boolean isGranted = before.conversation() == Conversation.NONE && !before.forbidsContact();
        Standing after = WORLD.stores.standings().of(relation, Consistency.STRONG);
        assertEquals(isGranted, outcome.equals("FIRST_CONTACT"), outcome);
        assertEquals(isGranted, !after.equals(before));
    }

    /** Half of them without any agreement, and half of these with decisions about all that was held. */
    @Provide
    Arbitrary<List<Fact>> facts() {
        Arbitrary<List<Fact>> any = Arbitraries.oneOf(Facts.upTo(4), ScopedFacts.upTo(4));
        return Arbitraries.oneOf(
                any,
                any.map(facts -> facts.stream()
                        .filter(fact -> fact.kind().basis() == null)
                        .toList()),
                any.map(facts -> facts.stream()
                        .filter(fact -> fact.kind().isAboutHolding())
                        .toList()));
    }
}
