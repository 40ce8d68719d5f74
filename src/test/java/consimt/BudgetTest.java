package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Access;
import consimt.access.AuthorizeCaller.Call;
import consimt.answer.Outcome;
import consimt.business.BusinessSettings;
import consimt.dynamodb.Crowd;
import consimt.form.RawEvent;
import consimt.inbound.Vendor;
import consimt.infra.FunctionTable;
import consimt.kit.Budget;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.notice.delivery.NoticeEvents;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What each use costs, in calls of the store and request units as the engine counts them. */
class BudgetTest {

    private static final String AUTOMATIC = "automatic";
    private static final String MANUAL = "manual";
    private static final String NUMBER = "7";
    private static final List<String> CHANNELS = List.of("whatsapp", "sms", "rcs", "email", "voice", "push");
    private static final String REFUSAL = "I do not wish to be contacted";
    private static final Platform PLATFORM = new Platform(Platform.SECRET);

    private final Meter meter = new Meter();
    private final World world = World.onEngine(meter);
    private final String person = World.somebody();
    private final String scoped = "RO." + person;
    private final String who = "'userId':'%s','businessId':'automatic'".formatted(person);
    private final String byHand = "'userId':'%s','businessId':'manual'".formatted(person);

    @BeforeEach
    void settingsAreKnown() {
        configure(AUTOMATIC, "'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['" + NUMBER + "']");
        configure(MANUAL, "'mode':'MANUAL'");
        remember();
        meter.take();
    }

    @ParameterizedTest
    @EnumSource
    void aUseCostsWhatItsBudgetSays(Budget budget) {
        for (Runnable use : uses(budget)) {
            meter.take();
            use.run();
            assertEquals(budget.reading().sorted(), meter.take().sorted());
        }
    }

    /** Arranges what is needed, and tells the uses, each of which costs the same. */
    private List<Runnable> uses(Budget budget) {
        Asked asked = new Asked(budget.function());
        return switch (budget) {
            case CHECK -> List.of(asked.answers("CHECKED", who + ",'category':'MARKETING'"));
            case CHECK_CONSISTENT ->
                List.of(asked.answers("CHECKED", who + ",'category':'MARKETING','consistent':true"));
            case CHECK_SCOPE -> {
                optOutOf(CHANNELS);
                yield List.of(asked.answers("CHECKED", who + ",'category':'MARKETING'" + scope("sms")));
            }
            case CHECK_HUNDRED -> {
                String people = "'userIds':[%s]".formatted(each(100, i -> "'" + World.somebody() + "'"));
                yield List.of(asked.answers("CHECKED", people + ",'businessId':'automatic','category':'MARKETING'"));
            }
            case CHECK_ASKS -> {
                List<String> people =
                        IntStream.range(0, 50).mapToObj(i -> World.somebody()).toList();
                String asks = each(
                        100,
                        i -> "{'userId':'%s','category':'%s'}"
                                .formatted(people.get(i / 2), i % 2 == 0 ? "MARKETING" : "UTILITY"));
                yield List.of(asked.answers("CHECKED", "'businessId':'automatic','asks':[" + asks + "]"));
            }
            case FILTER_CLOSE -> {
                List<String> people = Crowd.fill(world, AUTOMATIC, 1_000);
                yield List.of(asked.answers("FILTERED", audience(people)));
            }
            case FILTER_FEW ->
                List.of(asked.answers(
                        "FILTERED",
                        audience(Stream.generate(World::somebody).limit(7).toList())));
            case OPEN_CONVERSATION -> List.of(asked.answers("FIRST_CONTACT", who + ",'locale':'ro'"));
            case RESERVE -> List.of(asked.answers("RESERVED", who + ",'reserve':true"));
            case RESERVED_SENT, RESERVED_NOT_SENT -> {
                world.call("open-conversation", "{%s,'requestId':'i','reserve':true}", who);
                boolean isSent = budget == Budget.RESERVED_SENT;
                yield List.of(asked.answers(
                        isSent ? "RECORDED" : "UNCHANGED",
                        who + ",'reservation':'i','result':'%s'".formatted(isSent ? "SENT" : "NOT_SENT")));
            }
            case AGREE -> List.of(asked.records(who + ",'decision':'CONTINUE'"));
            case WRITE -> List.of(asked.records(who + ",'decision':'MESSAGE_SENT'"));
            case WRITE_AGAIN -> {
                decide("MESSAGE_SENT");
                yield List.of(asked.answers("UNCHANGED", who + ",'decision':'MESSAGE_SENT'"));
            }
            case WRITE_TEXT -> {
                decide("MESSAGE_SENT");
                yield List.of(asked.answers("UNCHANGED", who + ",'decision':'MESSAGE_SENT','text':'hello'"));
            }
            case WRITE_SUSPECTED -> List.of(asked.records(who + ",'decision':'MESSAGE_SENT','text':'" + REFUSAL + "'"));
            case BLOCK ->
                List.of(asked.records(who + ",'decision':'BLOCK'"), asked.records(who + ",'decision':'UNBLOCK'"));
            case REPORT ->
                List.of(asked.records(who + ",'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true"));
            case REPORT_MORE -> {
                world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
                yield List.of(asked.records(who + ",'decision':'REPORT','report':{'reason':'SPAM'}"));
            }
            case READ_RELATION -> List.of(asked.finds(who));
            case READ_RELATION_SHOWN -> List.of(asked.finds(who + ",'locale':'ro'"));
            case READ_RELATIONS, READ_RELATIONS_SHOWN -> {
                IntStream.rangeClosed(0, 50).forEach(i -> decide("business-" + i, "CONTINUE"));
                String shown = budget == Budget.READ_RELATIONS ? "" : ",'locale':'ro'";
                yield List.of(asked.finds("'userId':'" + person + "'" + shown));
            }
            case LIST_RELATIONS -> {
                Crowd.fill(world, AUTOMATIC, 1_001);
                yield List.of(asked.finds("'businessId':'automatic','limit':1000"));
            }
            case OPT_OUT -> List.of(asked.records(who + ",'reason':{'code':'TOO_MANY'},'channel':'app','locale':'ro'"));
            case OPT_OUT_LINKING -> List.of(asked.records(who + ",'alsoKnownAs':['ana@example.org']"));
            case OPT_OUT_LINKED -> {
                world.call("open-conversation", "{%s,'alsoKnownAs':['ana@example.org']}", who);
                yield List.of(asked.records(who + ",'alsoKnownAs':['ana@example.org']"));
            }
            case OPT_OUT_BY_HAND -> List.of(asked.records(byHand));
            case OPT_OUT_SCOPE -> List.of(asked.records(who + scope("sms")));
            case OPT_OUT_SCOPE_MORE -> {
                optOutOf(List.of("sms"));
                yield List.of(asked.records(who + scope("email")), asked.records(who + scope("rcs")));
            }
            case OPT_OUT_SCOPE_AGAIN -> {
                optOutOf(List.of("sms"));
                yield List.of(asked.answers("UNCHANGED", who + scope("sms")));
            }
            case OPT_OUT_SCOPE_TOO_MANY -> {
                optOutOf(CHANNELS);
                yield List.of(asked.records(who + ",'scope':{'channel':'whatsapp','sender':'%s'}".formatted(NUMBER)));
            }
            case OPT_OUT_SCOPE_BY_HAND -> {
                world.call("request-opt-out", "{%s%s}", byHand, scope("sms"));
                yield List.of(asked.records(byHand + scope("email")));
            }
            case OPT_IN_SCOPE -> {
                optOutOf(List.of("sms", "email"));
                yield List.of(asked.records(who + scope("sms")));
            }
            case OPT_IN -> List.of(asked.records(who));
            case OPT_IN_AGAIN -> {
                optOut(who);
                yield List.of(asked.records(who));
            }
            case OPT_IN_UNDOES -> {
                optOut(byHand);
                yield List.of(asked.records(byHand));
            }
            case OPT_IN_REINSTATES -> {
                resolve("COMPLETE", optOut(byHand));
                yield List.of(asked.records(byHand));
            }
            case OPT_IN_CLAIMED ->
                List.of(asked.answers(
                        "RECORDED",
                        "'caller':{'kind':'BUSINESS','businessId':'automatic'},'input':{%s,%s}".formatted(who, CLAIM)));
            case IMPORT -> List.of(asked.records(list("'wish':'OPT_OUT'", 1)));
            case IMPORT_TOLD -> List.of(asked.records(list("'wish':'OPT_OUT'", 1) + ",'tell':true"));
            case IMPORT_CLAIM -> List.of(asked.records(list("'wish':'OPT_IN'," + CLAIM, 1)));
            case IMPORT_THOUSAND -> List.of(asked.records(list("'wish':'OPT_OUT'", 1_000)));
            case EXPLAIN -> {
                optOut(who);
                yield List.of(asked.records(who + ",'entryId':'out','reason':{'code':'TOO_MANY'}"));
            }
            case EXPLAIN_ELSEWHERE -> {
                optOut(who);
                move();
                yield List.of(asked.records(
                        "'userId':'%s','businessId':'automatic','entryId':'out','reason':{'code':'TOO_MANY'}"
                                .formatted(scoped)));
            }
            case READ_LEDGER -> {
                IntStream.range(0, 50).forEach(i -> decide(AUTOMATIC, i % 2 == 0 ? "BLOCK" : "UNBLOCK"));
                yield List.of(asked.finds(who));
            }
            case READ_LEDGER_OF_SETTINGS -> {
                IntStream.range(0, 50).forEach(i -> {
                    world.clock.pass(Duration.ofSeconds(1));
                    configure("new", i % 2 == 0 ? "'mode':'MANUAL'" : "'mode':'AUTOMATIC'");
                });
                yield List.of(asked.finds("'businessId':'new'"));
            }
            case GIVE_RECEIPT, GIVE_RECEIPT_OPT_IN, GIVE_RECEIPT_STANDING -> {
                optOut(who);
                world.call("request-opt-in", "{%s,'requestId':'in'}", who);
                world.call("give-receipt", "{%s}", who);
                String entry = budget == Budget.GIVE_RECEIPT ? "out" : "in";
                String of = budget == Budget.GIVE_RECEIPT_STANDING ? "" : ",'entryId':'" + entry + "'";
                yield List.of(asked.answers("GIVEN", who + of));
            }
            case GIVE_RECEIPT_AGREED -> {
                decide(AUTOMATIC, "CONTINUE");
                world.call("give-receipt", "{%s}", who);
                yield List.of(asked.answers("GIVEN", who));
            }
            case GIVE_RECEIPT_KEY -> {
                optOut(who);
                yield List.of(asked.answers("GIVEN", who + ",'entryId':'out'"));
            }
            case READ_KEYS -> List.of(() -> assertEquals(200, world.readKeys().statusCode()));
            case EXPLAIN_STANDING, EXPLAIN_STANDING_AT -> {
                IntStream.range(0, 5).forEach(i -> decide(AUTOMATIC, i % 2 == 0 ? "BLOCK" : "UNBLOCK"));
                String at = budget == Budget.EXPLAIN_STANDING ? "" : ",'at':'" + world.clock.instant() + "'";
                yield List.of(asked.finds(who + at));
            }
            case EXPORT, ERASE -> {
                IntStream.range(0, 5).forEach(i -> decide(AUTOMATIC, i % 2 == 0 ? "BLOCK" : "UNBLOCK"));
                world.clock.pass(Duration.ofSeconds(1));
                yield List.of(budget == Budget.EXPORT ? asked.finds(who) : asked.records(who));
            }
            case READ_SETTINGS -> List.of(asked.finds("'businessId':'automatic'"));
            case SETTLE ->
                List.of(asked.records("'businessId':'new','name':'A','country':'RO','removal':{'mode':'MANUAL'}"));
            case SETTLE_NUMBER ->
                List.of(asked.records("'businessId':'new','name':'A','country':'RO','removal':{'mode':'MANUAL'},"
                        + "'whatsapp':{'phoneNumberIds':['8']}"));
            case SETTLE_AGAIN ->
                List.of(asked.records("'businessId':'manual','name':'A','country':'RO','removal':{'mode':'MANUAL'}"));
            case LIST_CHANGES -> {
                removals(100);
                world.clock.pass(World.CHANGES_SETTLED_AFTER.plusMillis(1));
                yield List.of(asked.finds("'businessId':'manual'"));
            }
            case PUBLISH -> {
                told();
                RawEvent event = NoticeEvents.ofStream(world, "told");
                yield List.of(() -> world.notices("publish-notices").publish(event));
            }
            case DELIVER -> {
                told();
                RawEvent event = NoticeEvents.ofQueue(world, "told", 1);
                yield List.of(() -> world.notices("deliver-notice").deliver(event));
            }
            case DELIVER_FAILED -> {
                told();
                world.outside.status = 500;
                RawEvent event = NoticeEvents.ofQueue(world, "told", 1);
                yield List.of(() -> world.notices("deliver-notice").deliver(event));
            }
            case RESUME -> List.of(asked.answers("UNCHANGED", ""));
            case LIST_UNDELIVERED -> List.of(asked.finds("'businessId':'told'"));
            case REDELIVER -> {
                told();
                yield List.of(
                        asked.records("'businessId':'told','ids':['%s']".formatted(NoticeEvents.id(world, "told"))));
            }
            case TEST_NOTICE -> {
                told();
                yield List.of(asked.finds("'businessId':'told'"));
            }
            case REPORT_REASONS -> {
                removals(50);
                yield List.of(asked.finds("'businessId':'manual','from':'2026-11-01','to':'2026-11-30'"));
            }
            case LIST_FOLLOW_UPS -> {
                removals(100);
                yield List.of(asked.finds("'businessId':'manual'"));
            }
            case CLAIM -> List.of(asked.records(step("CLAIM", optOut(byHand))));
            case COMPLETE -> {
                String removal = optOut(byHand);
                resolve("CLAIM", removal);
                yield List.of(asked.records(step("COMPLETE", removal) + ",'evidence':'https://crm.example/7'"));
            }
            case CLEAR ->
                List.of(asked.records(step("SKIP", suspected()).replace(MANUAL, AUTOMATIC)
                        + ",'note':'n','messages':['%s']".formatted(messageName())));
            case CONFIRM -> List.of(asked.records(step("COMPLETE", suspected()).replace(MANUAL, AUTOMATIC)));
            case REMIND_NOTHING -> {
                remind();
                yield List.of(asked.answers("UNCHANGED", ""));
            }
            case REMIND -> {
                optOut(byHand);
                world.clock.set(Instant.parse("2026-11-29T04:50:00Z"));
                remind();
                world.clock.pass(Duration.ofMinutes(15));
                yield List.of(asked.records(""));
            }
            case NOTE_OTHER -> List.of(asked.answers("UNCHANGED", who + sent("UTILITY")));
            case NOTE_MARKETING -> List.of(asked.answers("UNCHANGED", who + sent("MARKETING")));
            case NOTE_MARKETING_BEFORE -> {
                String early = sent("MARKETING");
                optOut(who);
                yield List.of(asked.answers("UNCHANGED", who + early));
            }
            case NOTE_HUNDRED -> {
                String messages = each(100, i -> "{'userId':'%s'%s}".formatted(World.somebody(), sent("MARKETING")));
                yield List.of(asked.answers("UNCHANGED", "'businessId':'automatic','messages':[" + messages + "]"));
            }
            case NOTE_LATE -> {
                optOut(byHand);
                world.clock.pass(Duration.ofSeconds(1));
                yield List.of(asked.records(byHand + sent("MARKETING")));
            }
            case REPORT_FOLLOW_UPS -> {
                removals(100);
                yield List.of(asked.finds("'businessId':'manual','from':'2026-11-01','to':'2026-11-30'"));
            }
            case AUTHORIZE_BUSINESS -> {
                String token = Access.ISSUER.token(AUTOMATIC, world.clock.instant());
                yield List.of(() -> authorize(token));
            }
            case AUTHORIZE_TOKEN -> {
                String token = world.text("/token", "issue-business-token", "{'businessId':'automatic','name':'a'}");
                yield List.of(() -> authorize(token));
            }
            case AUTHORIZE_PERSON -> {
                String link = link("'userId':'" + person + "','purpose':'CALLS'");
                yield List.of(() -> authorize(link));
            }
            case ISSUE_LINKS ->
                List.of(asked.answers(
                        "ISSUED", "'businessId':'automatic','purpose':'UNSUBSCRIBE','rows':" + rows(1_000)));
            case UNSUBSCRIBE_PAGE -> {
                String link = link(who + ",'purpose':'UNSUBSCRIBE'");
                yield List.of(() -> click(new HttpCall("GET", Map.of("link", link), Map.of(), new byte[0])));
            }
            case SUBSCRIBE -> {
                String link = link(who + ",'purpose':'SUBSCRIBE'");
                HttpCall yes = UnsubscribeTest.yes(world.access.unsubscribe(), link);
                yield List.of(() -> click(yes));
            }
            case UNSUBSCRIBE -> {
                String link = link(who + ",'purpose':'UNSUBSCRIBE'");
                yield List.of(() -> click(UnsubscribeTest.oneClick(link)));
            }
            case UNSUBSCRIBE_BY_HAND -> {
                String link = link(byHand + ",'purpose':'UNSUBSCRIBE'");
                yield List.of(() -> click(UnsubscribeTest.oneClick(link)));
            }
            case RECEIVE_EVENT_STOP -> {
                Vendor vendor = Vendor.of(world, "automatic", "twilio", "");
                String stop = Vendor.sms(person, "1", "Stop", "STOP");
                yield List.of(() -> assertEquals(200, vendor.tell(world, stop).statusCode()));
            }
            case RECEIVE_MESSAGE -> List.of(() -> deliver(message("wamid.1", "hello")));
            case RECEIVE_MESSAGE_AGAIN -> {
                deliver(message("wamid.1", "hello"));
                world.clock.pass(Duration.ofSeconds(1));
                yield List.of(() -> deliver(message("wamid.2", "hello")));
            }
            case RECEIVE_STOP -> List.of(() -> deliver(Envelopes.preference(NUMBER, person, "stop", now())));
            case RECEIVE_STOP_BY_HAND -> {
                configure(MANUAL, "'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['8']");
                deliver(Envelopes.message("8", World.somebody(), "wamid.0", "hello", now()));
                yield List.of(() -> deliver(Envelopes.preference("8", person, "stop", now())));
            }
            case RECEIVE_RESUME -> {
                deliver(Envelopes.preference(NUMBER, person, "stop", now()));
                world.clock.pass(Duration.ofSeconds(1));
                yield List.of(() -> deliver(Envelopes.preference(NUMBER, person, "resume", now())));
            }
            case RECEIVE_STOP_MESSAGE -> List.of(() -> deliver(message("wamid.1", "stop")));
            case RECEIVE_STOP_STATUS ->
                List.of(() -> deliver(Envelopes.failed(NUMBER, person, "wamid.1", 131050, now())));
            case RECEIVE_SENT -> List.of(() -> deliver(Envelopes.marketingSent(NUMBER, person, "wamid.1", now())));
            case RECEIVE_SENT_BEFORE -> {
                String early = Envelopes.marketingSent(NUMBER, person, "wamid.1", now());
                deliver(Envelopes.preference(NUMBER, person, "stop", now()));
                yield List.of(() -> deliver(early));
            }
            case RECEIVE_OTHER -> List.of(() -> deliver(Envelopes.failed(NUMBER, person, "wamid.1", 131026, now())));
            case RECEIVE_BOTH_NEW -> List.of(() -> deliver(messageOfBoth("wamid.1")));
            case RECEIVE_BOTH -> {
                deliver(messageOfBoth("wamid.1"));
                world.clock.pass(Duration.ofSeconds(1));
                yield List.of(() -> deliver(messageOfBoth("wamid.2")));
            }
            case RECEIVE_RESUME_BOTH -> {
                deliver(messageOfBoth("wamid.1"));
                deliver(Envelopes.preference(NUMBER, person, "stop", now()));
                world.clock.pass(Duration.ofSeconds(1));
                String resume = Envelopes.preference(NUMBER, person, "resume", now())
                        .replace("\"wa_id\":", "\"user_id\":\"" + scoped + "\",\"wa_id\":");
                yield List.of(() -> deliver(resume));
            }
            case RECEIVE_MOVED -> {
                decide("CONTINUE");
                yield List.of(() -> deliver(Envelopes.moved(NUMBER, person, scoped, now())));
            }
            case RECEIVE_SUSPECTED -> List.of(() -> deliver(message("wamid.1", REFUSAL)));
            case RECEIVE_ASIDE -> List.of(() -> deliver(Envelopes.message("8888", person, "wamid.1", "hello", now())));
            case RECEIVE_ASIDE_SUSPECTED ->
                List.of(() -> deliver(Envelopes.message("8888", person, "wamid.1", REFUSAL, now())));
            case RECEIVE_FORGED ->
                List.of(() -> assertEquals(
                        401,
                        receive(
                                new Platform("a stranger's"),
                                Envelopes.of(Envelopes.message("8888", person, "wamid.1", "stop", now())))));
            case RECEIVE_THOUSAND -> {
                IntStream.range(0, 10)
                        .forEach(i -> configure(
                                "b" + i, "'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['9%d']".formatted(i)));
                IntStream.range(0, 10)
                        .forEach(i -> deliver(Envelopes.message("9" + i, World.somebody(), "wamid.0", "hello", now())));
                yield List.of(() -> assertEquals(200, receive(PLATFORM, Envelopes.many(1_000, now() - 1_000))));
            }
            case RECEIVE_EVENT ->
                List.of(() -> assertEquals(
                        "RECORDED",
                        world.webhook
                                .receiveSns()
                                .receiveWhatsAppSns(Envelopes.ofTopic(message("wamid.1", "hello")))
                                .outcome()
                                .name()));
            case REPLAY -> {
                deliver(Envelopes.preference("8", person, "stop", now()));
                configure("late", "'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['8']");
                world.call("list-follow-ups", "{'businessId':'late'}");
                yield List.of(asked.records("'phoneNumberId':'8'"));
            }
            case REBUILD_RIGHT -> {
                fiveEntries();
                yield List.of(asked.answers("REBUILT", who), asked.answers("REBUILT", who + ",'dryRun':true"));
            }
            case LOOK -> {
                for (int i = 0; i < 8; i++) {
                    configure("shop-" + i, "'mode':'AUTOMATIC'");
                }
                yield List.of(asked.answers("LOOKED", ""));
            }
            case REBUILD_LOST -> {
                fiveEntries();
                world.restore(world.tables.relations(), List.of());
                yield List.of(asked.answers("REBUILT", who));
            }
            // It has no case of its own, so it is what the example of the document does.
            default -> List.of(() -> asked.isDone(FunctionTable.sample(budget.function())));
        };
    }

    /** Each in turn. */
    private void optOutOf(List<String> channels) {
        for (String channel : channels) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call("request-opt-out", "{%s%s}", who, scope(channel));
        }
    }

    private static String audience(List<String> people) {
        return "'businessId':'automatic','category':'MARKETING','userIds':['%s']".formatted(String.join("','", people));
    }

    private static String scope(String channel) {
        return ",'scope':{'channel':'%s'}".formatted(channel);
    }

    private String messageName() {
        return EntryId.ofSuspected(new UserId(person), EntryId.ofRequest("m")).value();
    }

    /** The work of reading one message. */
    private String suspected() {
        world.call("decide-consent", "{%s,'requestId':'m','decision':'MESSAGE_SENT','text':'%s'}", who, REFUSAL);
        return FollowUpId.ofSuspectedRefusals(World.relation(person, AUTOMATIC), 1)
                .value();
    }

    /** A function, as it is called here. */
    /** A business with an endpoint, and one opt-out. */
    private void told() {
        configure(
                "told",
                "'mode':'AUTOMATIC'},'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/told'");
        world.call("request-opt-out", "{'userId':'%s','businessId':'told'}", person);
    }

    private final class Asked {

        private final String function;

        Asked(String function) {
            this.function = function;
        }

        void isDone(String sample) {
            Outcome outcome = Outcome.valueOf(world.outcome(function, "%s", sample.replace("librarie", AUTOMATIC)));
            assertFalse(
                    Set.of(Outcome.REJECTED, Outcome.REFUSED, Outcome.UNAVAILABLE)
                            .contains(outcome),
                    sample);
        }

        Runnable records(String input) {
            return answers("RECORDED", input);
        }

        Runnable finds(String input) {
            return answers("FOUND", input);
        }

        Runnable answers(String outcome, String input) {
            return () -> {
                world.clock.pass(Duration.ofSeconds(1));
                assertEquals(outcome, world.outcome(function, "{" + input + "}"));
            };
        }
    }

    @Test
    void theSamePersonTwiceIsReadOnce() {
        world.call(
                "check-permission",
                "{'businessId':'automatic','category':'MARKETING','userIds':['%s','%s']}",
                person,
                person);
        assertTook(List.of("GetItem"), 0.5, 0);
    }

    @Test
    void settingsAreReadOnceAMinuteAtMost() {
        decide("CONTINUE");
        meter.take();
        String check = "{'userId':'%s','businessId':'automatic','category':'MARKETING'}";
        world.call("check-permission", check, person);
        assertTook(List.of("GetItem"), 0.5, 0);
        world.clock.pass(BusinessSettings.KEPT);
        world.call("check-permission", check, person);
        world.call("check-permission", check, person);
        assertEquals(List.of("GetItem", "GetItem", "GetItem"), meter.take().calls());
    }

    @Test
    void aSecondOptOutStaysInTheBudget() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        meter.take();
        world.clock.pass(Duration.ofSeconds(9));
        JsonNode answer = world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        assertEquals("UNCHANGED", answer.get("outcome").textValue());
        Meter.Reading took = meter.take();
        assertEquals(List.of("GetItem", "PutItem", "GetItem", "PutItem"), took.calls());
        assertTrue(took.writeUnits() <= 5, took::toString);
    }

    /** However often it is sent: a stranger may have it, and the limit is what all people have. */
    @Test
    void aLinkThatIsUsedAgainInTheSameSecondWritesNothing() {
        for (String whose : List.of(who, byHand)) {
            HttpCall oneClick = UnsubscribeTest.oneClick(link(whose + ",'purpose':'UNSUBSCRIBE'"));
            click(oneClick);
            List<List<Map<String, AttributeValue>>> before = stored();
            for (int again = 0; again < 9; again++) {
                world.clock.pass(Duration.ofMillis(100));
                meter.take();
                click(oneClick);
                Meter.Reading took = meter.take();
                // A condition that fails costs a unit: that of the entry.
                assertEquals(1, took.writeUnits(), took::toString);
            }
            assertEquals(before, stored());
            world.clock.pass(Duration.ofMillis(100));
            click(oneClick);
            assertEquals(
                    before.get(1).size() + 1, world.items(world.tables.ledger()).size());
        }
    }

    private List<List<Map<String, AttributeValue>>> stored() {
        return Stream.of(world.tables.relations(), world.tables.ledger(), world.tables.followUps())
                .map(world::items)
                .toList();
    }

    @Test
    void aRepeatedRequestWritesNothing() {
        for (String request : List.of(
                "decide-consent {'requestId':'r-1','userId':'%s','businessId':'automatic','decision':'BLOCK'}",
                "request-opt-out {'requestId':'r-2','userId':'%s','businessId':'automatic','reason':'DECLINED'}",
                "request-opt-in {'requestId':'r-3','userId':'%s','businessId':'automatic'}",
                "open-conversation {'requestId':'r-4','userId':'%s','businessId':'other'}")) {
            String[] parts = request.split(" ", 2);
            world.call(parts[0], parts[1], person);
            var relations = world.items(world.tables.relations());
            var ledger = world.items(world.tables.ledger());
            meter.take();
            world.clock.pass(Duration.ofSeconds(1));
            world.call(parts[0], parts[1], person);
            Meter.Reading took = meter.take();
            // An opt-out reads the settings first. A first contact meets its reservation, and closes it again.
            int calls = parts[0].equals("open-conversation") ? 4 : parts[0].equals("request-opt-out") ? 3 : 2;
            assertEquals(calls, took.count(), took::toString);
            assertEquals(relations, world.items(world.tables.relations()));
            assertEquals(ledger, world.items(world.tables.ledger()));
        }
    }

    /** The write that fails tells what is there, so the reservation alone is read. */
    @Test
    void aFirstContactThatARefusalForbidsIsThreeCallsAndAfterADecisionAboutWhatWasHeldAsAnyOther() {
        EntryId message = EntryId.ofWhatsAppMessage("wamid.1");
        Relation relation = World.relation(person, AUTOMATIC);
        world.recorder.record(Recorders.suspected(message, relation, world.clock.instant()));
        meter.take();
        world.call("open-conversation", "{%s}", who);
        assertTook(List.of("PutItem", "GetItem", "DeleteItem"), 1, 2);
        world.recorder.record(Recorders.cleared(message, relation.userId(), relation, world.clock.instant()));
        meter.take();
        world.call("open-conversation", "{%s}", who);
        assertTook(List.of("PutItem", "GetItem", "PutItem", "PutItem", "UpdateItem"), 1, 6);
    }

    @Test
    void aPersonWithAnotherIdIsAskedForAtThePriceOfOneRead() {
        decide("CONTINUE");
        move();
        meter.take();
        for (String id : List.of(person, scoped)) {
            world.call("check-permission", "{'userId':'%s','businessId':'automatic','category':'MARKETING'}", id);
            assertTook(List.of("GetItem"), 0.5, 0);
        }
        world.call(
                "check-permission",
                "{'userIds':['%s','%s'],'businessId':'automatic','category':'MARKETING'}",
                person,
                scoped);
        assertTook(List.of("BatchGetItem"), 1, 0);
        world.call("read-relation", "{'userId':'%s','businessId':'automatic'}", scoped);
        assertTook(List.of("GetItem"), 1, 0);
    }

    @Test
    void aChangeOfIdentityIsFourCallsAndADecisionAfterItTwoMoreForTheOtherId() {
        decide("CONTINUE");
        meter.take();
        move();
        assertTook(List.of("BatchGetItem", "TransactWriteItems", "PutItem", "PutItem"), 2, 12);
        decide("BLOCK");
        assertTook(List.of("PutItem", "GetItem", "PutItem", "GetItem", "PutItem"), 2, 6);
    }

    /** The reads tell that it is news and how many ids there are; the entry is kept, and that the ids are one is told. */
    @Test
    void aMessageThatNamesBothIdsIsTwoMovesTheFirstTimeAndThenNone() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        meter.take();
        write(1);
        Meter.Reading took = meter.take();
        assertEquals(
                Stream.of("GetItem", "PutItem", "BatchGetItem", "PutItem", "TransactWriteItems", "PutItem")
                        .sorted()
                        .toList(),
                took.sorted().calls());
        write(2);
        assertTook(List.of("GetItem"), 1, 0);
    }

    @Test
    void aMessageOfSomebodyNewThatNamesBothIdsIsTwoMoves() {
        write(1);
        assertTook(List.of("GetItem", "PutItem", "BatchGetItem", "TransactWriteItems", "PutItem", "PutItem"), 2, 15);
    }

    private void write(int message) {
        world.clock.pass(Duration.ofSeconds(1));
        Instant now = world.clock.instant();
        world.recorder.record(Recorders.message(
                EntryId.ofRequest("wamid." + message), World.relation(scoped, AUTOMATIC), new UserId(person), now));
    }

    private void move() {
        world.move("change", AUTOMATIC, person, scoped);
    }

    private JsonNode decide(String decision) {
        return decide(AUTOMATIC, decision);
    }

    private JsonNode decide(String businessId, String decision) {
        world.clock.pass(Duration.ofSeconds(1));
        return world.call(
                "decide-consent", "{'userId':'%s','businessId':'%s','decision':'%s'}", person, businessId, decision);
    }

    /** @return the work that is to be done for it */
    private String optOut(String relation) {
        world.clock.pass(Duration.ofSeconds(1));
        return world.text("/removal/followUpId", "request-opt-out", "{%s,'requestId':'out'}", relation);
    }

    private void fiveEntries() {
        List.of("CONTINUE", "BLOCK", "UNBLOCK", "BLOCK", "UNBLOCK").forEach(this::decide);
    }

    private void removals(int many) {
        IntStream.range(0, many)
                .forEach(i -> optOut("'userId':'%s','businessId':'manual'".formatted(World.somebody())));
        remember();
    }

    private static String step(String action, String followUpId) {
        return "'businessId':'manual','followUpIds':['%s'],'action':'%s','actor':'ana'".formatted(followUpId, action);
    }

    private void resolve(String action, String followUpId) {
        world.call("resolve-follow-up", "{" + step(action, followUpId) + "}");
    }

    private void remind() {
        world.call("remind-follow-ups", "{}");
    }

    private String sent(String category) {
        return ",'category':'%s','messageId':'m','sentAt':'%s'".formatted(category, world.clock.instant());
    }

    private void authorize(String token) {
        world.access.authorizer().authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api"));
    }

    private static String rows(int many) {
        return Stream.generate(() -> "{'userId':'" + World.somebody() + "'}")
                .limit(many)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String link(String asked) {
        return world.text("/token", "issue-person-link", "{" + asked + "}");
    }

    private void click(HttpCall call) {
        int status = world.access.unsubscribe().answer(call).statusCode();
        assertTrue(status == 200 || status == 303, () -> "answered " + status);
    }

    private String message(String id, String text) {
        return Envelopes.message(NUMBER, person, id, text, now());
    }

    private String messageOfBoth(String id) {
        return Envelopes.messageOfBoth(NUMBER, person, scoped, id, "hello", now());
    }

    private void deliver(String... changes) {
        assertEquals(200, receive(PLATFORM, Envelopes.of(changes)));
    }

    private int receive(Platform platform, byte[] envelope) {
        return world.webhook.receive().answer(platform.call(envelope)).statusCode();
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }

    private static String each(int many, IntFunction<String> one) {
        return IntStream.range(0, many).mapToObj(one).collect(Collectors.joining(","));
    }

    private void configure(String businessId, String removal) {
        world.settle(businessId, "'removal':{%s},'marketingBasis':'CONVERSATION'", removal);
    }

    /** Settings are, for a minute. */
    private void remember() {
        for (String businessId : List.of(AUTOMATIC, MANUAL, "operator")) {
            world.call("list-follow-ups", "{'businessId':'%s'}", businessId);
        }
        deliver(Envelopes.message(NUMBER, World.somebody(), "wamid.0", "hello", now()));
    }

    private void assertTook(List<String> calls, double readUnits, double writeUnits) {
        assertEquals(new Meter.Reading(calls, readUnits, writeUnits), meter.take());
    }

    private static final String CLAIM = "'proof':'a form','occurredAt':'2026-11-01T10:00:00Z'";

    private static String list(String wish, int rows) {
        return "'businessId':'automatic','source':'a list','rows':[%s]"
                .formatted(Stream.generate(World::somebody)
                        .limit(rows)
                        .map(each -> "{'userId':'%s',%s}".formatted(each, wish))
                        .collect(Collectors.joining(",")));
    }
}
