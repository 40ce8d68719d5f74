package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Stores;
import consimt.function.StoreUnavailable;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ledger is enough to know how people stand: the fold of the ledgers of a person's ids at a business is the marks of
 * each of these ids, after any history.
 */
class LedgerFoldTest {

    /** More of them with {@code -Pthorough}. */
    private static final int HISTORIES = Integer.getInteger("consimt.histories", 100);

    private static final Instant HELD_AT = Instant.parse("2026-11-24T12:00:10Z");

    private static final List<String> DECISIONS = List.of("CONTINUE", "MESSAGE_SENT", "BLOCK", "UNBLOCK");

    private final World world = World.fresh();
    private int cuts;
    private int merges;

    @Test
    void theFoldOfTheLedgersOfAPersonsIdsIsTheirMarks() {
        settle("automatic", "1", "AUTOMATIC");
        settle("manual", "2", "MANUAL");
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed).happens();
        }
        assertTrue(cuts >= HISTORIES / 2, cuts + " cuts");
        assertTrue(merges >= HISTORIES / 2, merges + " histories with several ids");
    }

    private void settle(String business, String number, String mode) {
        world.call(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'%s'},"
                        + "'whatsapp':{'phoneNumberIds':['%s']}}",
                business,
                mode,
                number);
    }

    /** Of one person with up to three ids at one business. */
    private final class History {

        private final int seed;
        private final Random random;
        private final String business;
        private final String number;
        private final List<String> ids;
        private final List<String> told = new ArrayList<>();

        /** What was cut off and is repeated after everything else. */
        private final List<Runnable> late = new ArrayList<>();

        History(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            boolean isByHand = random.nextBoolean();
            this.business = isByHand ? "manual" : "automatic";
            this.number = isByHand ? "2" : "1";
            String phone = World.somebody();
            this.ids = List.of(phone, "RO." + phone, "RO.2." + phone);
        }

        void happens() {
            int steps = 3 + random.nextInt(10);
            for (int step = 0; step < steps; step++) {
                world.clock.pass(Duration.ofSeconds(2));
                Runnable it = next("e" + step);
                boolean isCut = random.nextInt(3) == 0 && cut(told.get(told.size() - 1));
                if (isCut && random.nextBoolean()) {
                    late.add(it);
                } else {
                    it.run();
                }
            }
            Collections.shuffle(late, random);
            late.forEach(Runnable::run);
            assertTheFoldIsTheMarks();
        }

        /** Makes the same step in a world whose store fails, before it is made again. */
        private boolean cut(String step) {
            Fault fault =
                    new Fault(1 + random.nextInt(6), Fault.When.values()[random.nextInt(Fault.When.values().length)]);
            try {
                make(world.with(fault), step);
                return false;
            } catch (StoreUnavailable asItShould) {
                cuts++;
                return true;
            }
        }

        private Runnable next(String id) {
            String step = step(id);
            told.add(step);
            return () -> make(world, step);
        }

        private String step(String id) {
            String who = "'userId':'%s','businessId':'%s','requestId':'%s'%s"
                    .formatted(ids.get(random.nextInt(3)), business, id, when());
            return switch (random.nextInt(12)) {
                case 0, 1, 2 ->
                    "decide-consent {%s,'decision':'%s'}"
                            .formatted(who, DECISIONS.get(random.nextInt(DECISIONS.size())));
                case 3 ->
                    "decide-consent {%s,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':%s}"
                            .formatted(who, random.nextBoolean());
                case 4 -> "request-opt-out {%s}".formatted(who);
                case 5 -> "request-opt-in {%s}".formatted(who);
                case 6 -> "open-conversation {%s}".formatted(who);
                case 7 ->
                    "webhook "
                            + Envelopes.messageOfBoth(
                                    number, ids.get(0), ids.get(1), "wamid." + seed + id, "hello", at());
                case 8 -> "hold %s %d".formatted(ids.get(random.nextInt(3)), random.nextInt(2));
                case 9 -> "release %s %d".formatted(ids.get(random.nextInt(3)), random.nextInt(2));
                case 10 ->
                    "webhook "
                            + (random.nextBoolean()
                                    ? Envelopes.moved(number, ids.get(random.nextInt(2)), ids.get(2), at())
                                    : Envelopes.message(number, ids.get(0), "wamid." + seed + id, "stop", at()));
                default ->
                    "webhook "
                            + Envelopes.preference(number, ids.get(0), random.nextBoolean() ? "stop" : "resume", at());
            };
        }

        /** Some say when it was, at the same instants often. */
        private String when() {
            return random.nextBoolean()
                    ? ""
                    : ",'occurredAt':'%s'".formatted(world.clock.instant().minusSeconds(random.nextInt(6)));
        }

        private long at() {
            return world.clock.instant().minusSeconds(random.nextInt(6)).getEpochSecond();
        }

        private void make(World where, String step) {
            String[] parts = step.split(" ", 2);
            if (parts[0].equals("hold") || parts[0].equals("release")) {
                String[] about = parts[1].split(" ");
                Relation relation = World.relation(about[0], business);
                EntryId status = EntryId.ofWhatsAppUpdate("send-failed", about[1]);
                where.recorder.record(
                        parts[0].equals("hold")
                                ? Recorders.hold(relation, status, HELD_AT)
                                : Recorders.released(relation, status, HELD_AT));
            } else if (!parts[0].equals("webhook")) {
                where.call(parts[0], parts[1]);
            } else if (Webhook.isCutOff(where, Envelopes.of(parts[1]))) {
                throw new StoreUnavailable("cut off");
            }
        }

        private void assertTheFoldIsTheMarks() {
            Stores stores = world.stores;
            for (String id : ids) {
                Relation relation = World.relation(id, business);
                Standing standing = stores.standings().of(relation, Consistency.STRONG);
                Set<UserId> one = new TreeSet<>(standing.knownAs());
                one.add(relation.userId());
                merges += one.size() > 1 && id.equals(ids.get(0)) ? 1 : 0;
                Standing fold = Standing.UNKNOWN;
                for (UserId each : one) {
                    for (Fact fact : facts(stores.ledger(), new Relation(each, relation.businessId()))
                            .toList()) {
                        fold = fold.with(fact.elsewhere());
                    }
                }
                assertEquals(fold.marks(), standing.marks(), () -> "history " + seed + ": " + told);
                assertEquals(fold.held(), standing.held(), () -> "history " + seed + ": " + told);
                assertEquals(fold.reports(), standing.reports(), () -> "history " + seed + ": " + told);
            }
        }

        private static Stream<Fact> facts(Ledger ledger, Relation relation) {
            return ledger.read(relation, null, 1_000).entries().stream()
                    .map(Entry::fact)
                    .flatMap(java.util.Optional::stream);
        }
    }
}
