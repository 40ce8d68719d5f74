package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Stores;
import consimt.function.StoreUnavailable;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.What;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

    private static final Platform SIGNING = new Platform("its own app secret");

    private final World world = World.fresh();
    private int cuts;
    private int merges;
    private int told;

    @Test
    void theFoldOfTheLedgersOfAPersonsIdsIsTheirMarks() {
        settle("automatic", "1", "AUTOMATIC", "");
        settle("manual", "2", "MANUAL", "");
        settle("signing", "3", "MANUAL", ",'appSecretName':'consimt/whatsapp/signing'");
        world.secrets.with("consimt/whatsapp/signing", "its own app secret");
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed).happens();
        }
        assertTrue(cuts >= HISTORIES / 2, cuts + " cuts");
        assertTrue(merges >= HISTORIES / 2, merges + " histories with several ids");
        assertTrue(told >= HISTORIES / 20, told + " of them by the word of the business");
    }

    private void settle(String business, String number, String mode, String more) {
        world.call(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'%s'},"
                        + "'whatsapp':{'phoneNumberIds':['%s']%s}}",
                business,
                mode,
                number,
                more);
    }

    /** Of one person with up to three ids at one business. */
    private final class History {

        private final int seed;
        private final Random random;
        private final String business;
        private final String number;
        private final List<String> ids;
        private final List<String> steps = new ArrayList<>();

        /** What was cut off and is repeated after everything else. */
        private final List<Runnable> late = new ArrayList<>();

        History(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            int which = random.nextInt(3);
            this.business = List.of("automatic", "manual", "signing").get(which);
            this.number = Integer.toString(which + 1);
            String phone = World.somebody();
            this.ids = List.of(phone, "RO." + phone, "RO.2." + phone);
        }

        void happens() {
            int most = 3 + random.nextInt(10);
            for (int step = 0; step < most; step++) {
                world.clock.pass(Duration.ofSeconds(2));
                Runnable it = next("e" + step);
                boolean isCut = random.nextInt(3) == 0 && cut(steps.get(steps.size() - 1));
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
            steps.add(step);
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
            } else if (isCutOff(where, parts[1])) {
                throw new StoreUnavailable("cut off");
            }
        }

        /** The one business signs most of what it tells itself; the rest comes by the operator's topic. */
        private boolean isCutOff(World where, String change) {
            if (!business.equals("signing")) {
                return Webhook.isCutOff(where, Envelopes.of(change));
            }
            return change.hashCode() % 4 == 0
                    ? Webhook.isCutOffByTopic(where, change)
                    : Webhook.isCutOff(where, SIGNING, Envelopes.of(change));
        }

        private void assertTheFoldIsTheMarks() {
            Stores stores = world.stores;
            for (String id : ids) {
                Relation relation = World.relation(id, business);
                Standing standing = stores.standings().of(relation, Consistency.STRONG);
                Set<UserId> same = one(stores.ledger(), relation, false);
                Set<UserId> all = one(stores.ledger(), relation, true);
                if (id.equals(ids.get(0))) {
                    merges += all.size() > 1 ? 1 : 0;
                    told += all.size() > same.size() ? 1 : 0;
                }
                Set<UserId> apart = new TreeSet<>(standing.knownAs());
                apart.add(relation.userId());
                assertEquals(same, apart, () -> "history " + seed + ": " + steps);
                Standing fold = Standing.UNKNOWN;
                for (UserId each : all) {
                    for (Entry entry : entries(stores.ledger(), new Relation(each, relation.businessId()))) {
                        Fact fact = entry.fact()
                                .map(its -> same.contains(each) ? its.elsewhere() : its.crossing())
                                .orElse(null);
                        fold = fact == null ? fold : fold.with(fact);
                    }
                }
                assertEquals(fold.marks(), standing.marks(), () -> "history " + seed + ": " + steps);
                assertEquals(fold.reports(), standing.reports(), () -> "history " + seed + ": " + steps);
                assertEquals(fold.held(), standing.held(), () -> "history " + seed + ": " + steps);
            }
        }

        /**
         * The ids that are one with the relation's own, as the ledgers tell.
         *
         * @param toldToo whether those are among them that are by the word of the business alone
         */
        private static Set<UserId> one(Ledger ledger, Relation relation, boolean toldToo) {
            Set<UserId> one = new TreeSet<>();
            Deque<UserId> next = new ArrayDeque<>(List.of(relation.userId()));
            while (!next.isEmpty()) {
                UserId id = next.pop();
                if (one.add(id)) {
                    for (Entry entry : entries(ledger, new Relation(id, relation.businessId()))) {
                        if (entry.what() instanceof What.IdentityChanged changed
                                && (toldToo || !entry.source().isTold())) {
                            next.add(changed.other());
                        }
                    }
                }
            }
            return one;
        }

        private static List<Entry> entries(Ledger ledger, Relation relation) {
            return ledger.read(relation, null, 1_000).entries();
        }
    }
}
