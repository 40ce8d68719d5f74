package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Access;
import consimt.access.AuthorizeCaller.Call;
import consimt.access.UnsubscribeTest;
import consimt.function.StoreUnavailable;
import consimt.identity.IdentityChange;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.local.Template;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Each function's role allows what the function is seen to do in these stories, and nothing else: a call that no
 * statement allows fails here, and so does a statement that no call needs.
 */
class RoleTest {

    private final Witness witness = new Witness();
    private final World world = World.fresh(witness);
    private final String shop = "'businessId':'manual'";

    @Test
    void everyRoleAllowsWhatItsFunctionDoesAndNothingElse() {
        world.secrets.watchedBy(name -> witness.saw(new Grant(
                "secretsmanager:GetSecretValue",
                name.replace(Access.KEY, "${LinkKeyName}")
                        .replaceFirst("^consimt/whatsapp/.*", "\\${WhatsAppSecrets}/*"),
                "")));
        everythingHappens();
        Map<String, Set<Grant>> granted = new TreeMap<>();
        Template.read()
                .resources("AWS::Serverless::Function")
                .forEach((name, function) -> granted.put(
                        Template.map(Template.map(function, "Environment"), "Variables")
                                .get("QUARKUS_FUNQY_EXPORT")
                                .toString(),
                        new TreeSet<>(Grant.of(function))));
        assertEquals(granted, witness.seen);
    }

    private void everythingHappens() {
        call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", shop);
        String who = who();
        for (String number : new String[] {"1", "2"}) {
            call(
                    "configure-business",
                    "{'businessId':'other','name':'A','country':'RO','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['%s']}}",
                    number);
        }
        call("configure-business", "{%s}", shop);
        call("open-conversation", "{%s}", who);
        call("decide-consent", "{%s,'requestId':'r','decision':'REPORT','report':{'reason':'SPAM'}}", who);
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who);
        call("check-permission", "{%s,'category':'MARKETING'}", who);
        call("check-permission", "{%s,'userIds':['40700000001','40700000002'],'category':'SERVICE'}", shop);
        call("request-opt-out", "{%s,'requestId':'r'}", who); // a conflict, whose note is taken back
        String removal = optOut(who);
        call("explain-opt-out", "{%s,'entryId':'out','reason':'DECLINED'}", who);
        call("list-follow-ups", "{%s}", shop);
        call(
                "record-message",
                "{%s,'category':'MARKETING','messageId':'m','sentAt':'%s'}",
                who,
                world.clock.instant().plusSeconds(1));
        call("resolve-follow-up", "{%s,'followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}", shop, removal);
        call("read-relation", "{%s}", who);
        call("read-relation", "{%s}", who.split(",", 2)[0]);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", who); // the removal was done: a reinstatement opens
        String undone = who();
        optOut(undone);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", undone); // the removal was not: it is withdrawn
        later(Duration.ofSeconds(9));
        call("request-opt-out", "{%s,'requestId':'again'}", who);
        call("read-ledger", "{%s}", who);
        call("report-follow-ups", "{%s,'from':'2026-11-01','to':'2026-11-30'}", shop);

        String link = call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who())
                .get("token")
                .textValue();
        as("unsubscribe", there -> there.access.unsubscribe().answer(UnsubscribeTest.oneClick(link)));
        String person = call("issue-person-link", "{'userId':'p','purpose':'CALLS'}")
                .get("token")
                .textValue();
        as(
                "authorize-caller",
                there -> there.access.authorizer().authorizeCaller(new Call("Bearer " + person, "arn:aws:a")));
        call("revoke-person-links", "{'userId':'p'}");

        // A person with two ids, whose removal by hand was promised under one and is asked for under the other.
        String phone = World.somebody();
        optOut("'userId':'%s',%s".formatted(phone, shop));
        world.identities.record(new IdentityChange(
                EntryId.ofRequest("change"),
                new BusinessId("manual"),
                new UserId(phone),
                new UserId("RO." + phone),
                world.clock.instant(),
                world.clock.instant(),
                null));
        String scoped = "'userId':'RO.%s',%s".formatted(phone, shop);
        call("read-relation", "{%s}", scoped);
        call("request-opt-out", "{%s,'requestId':'under-the-other-id'}", scoped);
        String scopedLink = call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", scoped)
                .get("token")
                .textValue();
        as("unsubscribe", there -> there.access.unsubscribe().answer(UnsubscribeTest.oneClick(scopedLink)));

        // Once more after a change of mind; and while another opt-out, a later one, comes in between.
        String returning = who();
        optOut(returning);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", returning);
        later(Duration.ofSeconds(9));
        String again = call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", returning)
                .get("token")
                .textValue();
        as("unsubscribe", there -> there.access.unsubscribe().answer(UnsubscribeTest.oneClick(again)));
        String hurried = who();
        String hurriedLink = call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", hurried)
                .get("token")
                .textValue();
        as(
                "unsubscribe",
                there -> there.with(new Between(5, () -> {
                            call(
                                    "request-opt-out",
                                    "{%s,'occurredAt':'%s'}",
                                    hurried,
                                    world.clock.instant().plusSeconds(1));
                            witness.function = "unsubscribe";
                        }))
                        .access
                        .unsubscribe()
                        .answer(UnsubscribeTest.oneClick(hurriedLink)));

        theWebhookIsCalled(
                "receive-whatsapp",
                (there, changes) ->
                        there.webhook.receive().answer(new Platform(Platform.SECRET).call(Envelopes.of(changes))));
        theWebhookIsCalled(
                "receive-whatsapp-sns",
                (there, changes) -> there.webhook.receiveSns().receiveWhatsAppSns(Envelopes.ofTopic(changes)));

        // Opt-outs that were held: of somebody whose number is on the list, of one with two ids, of one who opted in.
        release(World.relation(World.somebody(), "manual"));
        release(World.relation("RO." + phone, "manual"));
        String changed = World.somebody();
        call("request-opt-in", "{'userId':'%s',%s}", changed, shop);
        release(World.relation(changed, "manual"));

        // What arrived for a number before it was the shop's.
        as(
                "receive-whatsapp",
                there -> there.webhook
                        .receive()
                        .answer(new Platform(Platform.SECRET).call(Envelopes.of(beforeItsTime("3", changed, phone)))));
        call("replay-unknown", "{'phoneNumberId':'3'}");
        call(
                "configure-business",
                "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['3']}}",
                shop);
        call("replay-unknown", "{'phoneNumberId':'3'}");

        // What crashes leave to the reminders: opt-outs that were recorded and no more, one of them not the person's
        // first, and one that was not recorded.
        cutOff(3, who());
        cutOff(4, who());
        cutOff(4, undone);
        later(Duration.ofMinutes(20));
        call("remind-follow-ups", "{}");
        later(Duration.ofDays(8));
        call("remind-follow-ups", "{}");
    }

    private void theWebhookIsCalled(String function, BiConsumer<World, String[]> deliver) {
        Consumer<String[]> delivered = changes -> as(function, there -> {
            deliver.accept(there, changes);
            return "";
        });
        call(
                "configure-business",
                "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['7']}}",
                shop);
        String ana = World.somebody();
        long at = world.clock.instant().getEpochSecond();
        delivered.accept(new String[] {Envelopes.message("7", ana, "wamid." + ana, "hello", at)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "stop", at)});
        delivered.accept(new String[] {Envelopes.marketingSent("7", ana, "wamid.late" + ana, at + 1)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "resume", at + 2)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "stop", at + 3)});
        delivered.accept(new String[] {Envelopes.messageOfBoth("7", ana, "RO." + ana, "wamid.both" + ana, "stop", at)});
        delivered.accept(new String[] {Envelopes.message("8888", ana, "wamid.nobody", "hello", at)});
        String taken = World.somebody();
        call("decide-consent", "{'userId':'%s',%s,'requestId':'taken','decision':'CONTINUE'}", taken, shop);
        delivered.accept(new String[] {Envelopes.message("7", taken, "taken", "stop", at)});
        delivered.accept(IntStream.range(0, 201)
                .mapToObj(i -> Envelopes.failed("7", World.somebody(), "wamid.failed" + i, 131050, at))
                .toArray(String[]::new));
    }

    private void release(Relation relation) {
        EntryId optOut = EntryId.ofWhatsAppUpdate("status", relation.userId().value());
        world.work.hold(relation, optOut, world.clock.instant().minusSeconds(1));
        call(
                "resolve-follow-up",
                "{%s,'followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}",
                shop,
                FollowUpId.ofHeldOptOut(relation, optOut).value());
    }

    /** Of one who opts out and is sent marketing after that, of one who opted in later, and of one with two ids. */
    private String[] beforeItsTime(String number, String optedIn, String withTwoIds) {
        long at = world.clock.instant().getEpochSecond() - 60;
        String ana = World.somebody();
        return new String[] {
            Envelopes.preference(number, ana, "stop", at),
            Envelopes.failed(number, ana, "wamid.failed" + ana, 131050, at),
            Envelopes.marketingSent(number, ana, "wamid.sent" + ana, at + 9),
            Envelopes.preference(number, optedIn, "stop", at),
            Envelopes.messageOfBoth(number, withTwoIds, "RO." + withTwoIds, "wamid.both-again", "stop", at)
        };
    }

    private void cutOff(int failing, String who) {
        try {
            world.with(new Fault(failing, Fault.When.AFTER)).call("request-opt-out", "{%s,'requestId':'cut'}", who);
        } catch (StoreUnavailable asItShould) {
            return;
        }
        throw new IllegalStateException("it was not cut off");
    }

    private String optOut(String who) {
        return call("request-opt-out", "{%s,'requestId':'out'}", who)
                .at("/removal/followUpId")
                .textValue();
    }

    /** Each call as a new process makes it, with nothing remembered. */
    private JsonNode call(String function, String body, Object... values) {
        return as(function, there -> there.call(function, body, values));
    }

    private <T> T as(String function, Function<World, T> call) {
        witness.function = function;
        try {
            return call.apply(world.elsewhere());
        } finally {
            witness.function = "";
        }
    }

    private void later(Duration time) {
        world.clock.pass(time);
    }

    private String who() {
        return "'userId':'%s',%s".formatted(World.somebody(), shop);
    }

    /** Sees which function does what to which table or index. */
    private final class Witness implements ExecutionInterceptor {

        private final Map<String, Set<Grant>> seen = new TreeMap<>();
        private String function = "";

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!function.isEmpty()) {
                note(context.request());
            }
        }

        private void note(Object request) {
            if (request instanceof GetItemRequest get) {
                saw("GetItem", get.tableName(), "");
            } else if (request instanceof BatchGetItemRequest get) {
                get.requestItems().keySet().forEach(table -> saw("BatchGetItem", table, ""));
            } else if (request instanceof QueryRequest query) {
                saw("Query", query.tableName(), query.indexName() == null ? "" : query.indexName());
            } else if (request instanceof PutItemRequest put) {
                saw("PutItem", put.tableName(), "");
            } else if (request instanceof UpdateItemRequest update) {
                saw("UpdateItem", update.tableName(), "");
            } else if (request instanceof BatchWriteItemRequest write) {
                write.requestItems().keySet().forEach(table -> saw("BatchWriteItem", table, ""));
            } else if (request instanceof DeleteItemRequest delete) {
                saw("DeleteItem", delete.tableName(), "");
            } else if (request instanceof TransactWriteItemsRequest transaction) {
                // A transaction is allowed by what is allowed of each of its items.
                transaction.transactItems().forEach(item -> {
                    if (item.put() != null) {
                        saw("PutItem", item.put().tableName(), "");
                    } else if (item.delete() != null) {
                        saw("DeleteItem", item.delete().tableName(), "");
                    } else {
                        saw("UpdateItem", item.update().tableName(), "");
                    }
                });
            } else {
                saw(request.getClass().getSimpleName(), "?", "");
            }
        }

        private void saw(String action, String table, String index) {
            saw(new Grant("dynamodb:" + action, logical(table), index));
        }

        private void saw(Grant grant) {
            seen.computeIfAbsent(function, name -> new TreeSet<>()).add(grant);
        }

        private String logical(String table) {
            return Map.of(
                            world.tables.relations(), "Relations",
                            world.tables.ledger(), "Ledger",
                            world.tables.followUps(), "FollowUps",
                            world.tables.businesses(), "Businesses",
                            world.tables.revocations(), "Revocations",
                            world.tables.aside(), "Aside")
                    .getOrDefault(table, table);
        }
    }
}
