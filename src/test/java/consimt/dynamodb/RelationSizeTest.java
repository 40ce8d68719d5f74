package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.answer.Caller;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.Fact.Kind;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How large a relation is with the longest ids and as many scopes as it may have. */
class RelationSizeTest {

    /** As much as one strong read unit reads, in bytes. */
    private static final int UNIT = 4_096;

    private static final int LONGEST_ID = 128;
    private static final LocalDate DAY = LocalDate.of(2026, 12, 2);
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private static final Caller BUSINESS = new Caller(Caller.Kind.BUSINESS, "b".repeat(LONGEST_ID), null);

    private final Relation relation =
            new Relation(new UserId("u".repeat(LONGEST_ID)), new BusinessId("b".repeat(LONGEST_ID)));
    private int told;

    @Test
    void aRelationWithAllItsScopesAndTheLongestIdsIsReadWithOneUnit() {
        Standing standing = standing(0);
        assertIsFull(standing);
        assertIsReadWithOneUnit(standing);
    }

    @Test
    void aRelationWithBothMarksOfEachChannelIsReadWithOneUnit() {
        Standing standing = byAllChannels(Standing.UNKNOWN);
        assertEquals(Marks.MOST_SCOPES, standing.marks().scopes().size());
        assertIsReadWithOneUnit(standing);
    }

    /** Ids that become one keep what both have, so the largest relation has the wishes and claims of all ids. */
    @Test
    void theLargestRelationIsReadWithSixUnits() {
        Standing standing = byAllChannels(Standing.UNKNOWN);
        int most = Standing.MOST_IDS * Marks.MOST_SCOPES;
        Set<UserId> ids = new HashSet<>();
        for (int id = 0; id < Standing.MOST_IDS; id++) {
            standing = standing.with(standing(id * Marks.MOST_SCOPES));
            for (int i = 0; i < Marks.MOST_SCOPES; i++) {
                standing = standing.with(fact(Kind.OPT_IN_CLAIMED, longest(most + id * Marks.MOST_SCOPES + i)));
            }
            ids.add(new UserId("u".repeat(LONGEST_ID - 2) + (10 + id)));
        }
        assertEquals(6, unitsOf(standing.knownAs(ids)));
    }

    private Standing byAllChannels(Standing before) {
        Standing standing = before;
        for (Channel channel : Channel.values()) {
            standing = standing.with(fact(Kind.OPT_IN, Scope.of(channel))).with(fact(Kind.OPT_OUT, Scope.of(channel)));
        }
        assertEquals(Set.of(Channel.values()), standing.optedOutChannels().keySet());
        return standing;
    }

    private void assertIsReadWithOneUnit(Standing standing) {
        Map<String, AttributeValue> item = RelationItems.item(relation, standing, Map.of());
        assertTrue(size(item) < UNIT, () -> size(item) + " bytes");
        assertEquals(1, unitsOf(standing));
    }

    private double unitsOf(Standing standing) {
        Map<String, AttributeValue> item = RelationItems.item(relation, standing, Map.of());
        Meter meter = new Meter();
        World world = World.onEngine(meter);
        world.client.putItem(put -> put.tableName(world.tables.relations()).item(item));
        meter.take();
        assertEquals(standing, world.stores.standings().of(relation, Consistency.STRONG));
        return meter.take().readUnits();
    }

    /** @param first the number of its first scope */
    private Standing standing(int first) {
        Standing standing = Standing.UNKNOWN;
        for (Kind kind : new Kind[] {Kind.MESSAGE_SENT, Kind.OPT_IN, Kind.BLOCK, Kind.UNBLOCK, Kind.BLOCK}) {
            standing = standing.with(fact(kind, Scope.ALL));
        }
        Mark contact = next();
        standing = standing.with(Fact.of(Kind.FIRST_CONTACT, contact.at(), EntryId.ofFirstContact(contact.entry())));
        for (int i = 0; i < Marks.MOST_SCOPES; i++) {
            Scope scope = longest(first + i);
            for (Kind kind : new Kind[] {Kind.OPT_OUT, Kind.OPT_IN, Kind.OPT_OUT}) {
                standing = standing.with(fact(kind, scope));
            }
        }
        standing = standing.with(fact(Kind.MESSAGE_THAT_OPTS_OUT, Scope.ALL));
        return standing;
    }

    private static void assertIsFull(Standing standing) {
        for (MarkKind kind : new MarkKind[] {
            MarkKind.CONTACTED,
            MarkKind.IMPLIED,
            MarkKind.EXPRESSED,
            MarkKind.BLOCKED,
            MarkKind.UNBLOCKED,
            MarkKind.OPTED_OUT,
            MarkKind.OPTED_IN
        }) {
            Mark mark = Objects.requireNonNull(standing.marks().get(Marks.Key.of(kind)));
            assertTrue(mark.entry().value().length() >= "business~".length() + LONGEST_ID);
        }
        assertNotNull(standing.mark(MarkKind.REFUSED_BY_MESSAGE));
        assertEquals(Marks.MOST_SCOPES, standing.marks().scopes().size());
        assertEquals(Set.of(Channel.WHATSAPP), standing.optedOutChannels().keySet());
        for (Scope scope : standing.marks().scopes()) {
            assertEquals(
                    2,
                    standing.marks().keys().stream()
                            .filter(key -> key.scope().equals(scope))
                            .count());
        }
        assertNotNull(standing.mark(MarkKind.PROMISED));
    }

    private Fact fact(Kind kind, Scope scope) {
        Categories categories = kind == Kind.OPT_OUT && scope.channel() != null ? Categories.ALL : null;
        return new Fact(kind, scope, categories, next(), kind.isOptOut() ? DAY : null);
    }

    private Mark next() {
        told++;
        String id = "e".repeat(LONGEST_ID - 4) + (1_000 + told);
        return new Mark(AT.plusMillis(told), EntryId.ofRequest(BUSINESS, id));
    }

    private static Scope longest(int i) {
        return new Scope(
                Channel.WHATSAPP,
                "s".repeat(Scope.LONGEST_PART - 3) + (100 + i),
                "t".repeat(Scope.LONGEST_PART - 3) + (100 + i));
    }

    /** In bytes, by the rule of the store. */
    private static int size(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(each -> bytes(each.getKey()) + size(each.getValue()))
                .sum();
    }

    private static int size(AttributeValue value) {
        if (value.n() != null) {
            return (value.n().length() + 1) / 2 + 1;
        }
        if (value.b() != null) {
            return value.b().asByteArray().length;
        }
        return value.hasSs()
                ? 3
                        + value.ss().stream()
                                .mapToInt(element -> bytes(element) + 1)
                                .sum()
                : bytes(value.s());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
