package consimt.infra;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Access;
import consimt.access.AuthorizeCaller.Call;
import consimt.form.RawEvent;
import consimt.inbound.Vendor;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.Grant;
import consimt.kit.World;
import consimt.notice.delivery.NoticeEvents;
import consimt.relation.FollowUpId;
import consimt.runtime.StoreUnavailable;
import consimt.unsubscribe.Unsubscribe;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each function's role allows what the function does, and nothing else.
 *
 * <p>That it allows enough is enforced wherever a test calls a function of a {@link World}, here and in the rest of the
 * suite: a call of the store, or for a secret or settings, that the function's role in the deployment template does not
 * allow fails the test that sees it. That it allows nothing else is shown here: these stories need every grant. So
 * whichever statement is taken away, a call in them is denied.
 *
 * <p>Not enforced is what a test does itself, on the stores of its world, and what the tests over HTTP do, which call
 * the application on one client for all functions.
 */
class RoleTest {

    private final World world = World.fresh();
    private final String shop = "'businessId':'manual'";

    @Test
    void everyRoleAllowsWhatItsFunctionDoesAndNothingElse() {
        everythingHappens();
        var seen = world.roles.seen();
        List<String> unused = world.roles.granted().entrySet().stream()
                .flatMap(role -> role.getValue().stream()
                        .filter(grant -> !seen.get(role.getKey()).contains(grant))
                        .map(grant -> role.getKey() + ": " + grant))
                .toList();
        assertEquals(
                List.of(),
                unused,
                "No story here needs these grants. Take them out of infra/functions.yaml and run"
                        + " ./mvnw test -Dtest=MadeTest -Dmake, or let everythingHappens() call what needs them.");
    }

    @Test
    void whatARoleDoesNotAllowFailsTheTestThatSeesIt() {
        call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", shop);
        String who = who();
        String removal = optOut(who);
        String link = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who), "token");
        String person = textOf(call("issue-person-link", "{'userId':'p','purpose':'CALLS'}"), "token");
        HttpCall click = UnsubscribeTest.oneClick(link);
        String early = Envelopes.message(
                "8888",
                World.somebody(),
                "wamid.1",
                "hello",
                world.clock.instant().getEpochSecond());

        denied("read-relation", "GetItem", "Relations", there -> there.call("read-relation", "{%s}", who));
        // On an index.
        denied(
                "read-ledger",
                new Grant("dynamodb:Query", "Ledger", "entriesByTime"),
                there -> there.call("read-ledger", "{%s}", who));
        // Settings, and all that there is.
        denied("request-opt-in", "GetItem", "Businesses", there -> there.call("request-opt-in", "{%s}", who));
        denied("rebuild-relation", "Scan", "Ledger", there -> there.call("rebuild-relation", "{%s}", shop));
        // One item of a transaction.
        String done = "{%s,'followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}".formatted(shop, removal);
        denied("resolve-follow-up", "PutItem", "Ledger", there -> there.call("resolve-follow-up", done));
        // A secret, and what is called by the gateway and by a topic.
        Grant key = new Grant("secretsmanager:GetSecretValue", "LinkKey", "");
        denied("unsubscribe", key, there -> there.access.unsubscribe().answer(click));
        Call call = new Call("Bearer " + person, "arn:aws:a");
        denied(
                "authorize-caller",
                "BatchGetItem",
                "Revocations",
                there -> there.access.authorizer().authorizeCaller(call));
        denied("receive-whatsapp-sns", "BatchWriteItem", "Aside", there -> Webhook.deliverByTopic(there, early));

        // And nothing of it was done.
        assertEquals("OPEN", textOf(call("list-follow-ups", "{%s}", shop), "/followUps/0/state"));
        assertEquals(List.of(), world.items(world.tables.aside()));
    }

    private void pressYes(String link) {
        Unsubscribe page = world.elsewhere().access.unsubscribe();
        page.answer(UnsubscribeTest.yes(page, link));
    }

    /** And once more after a restore of the work by hand. */
    private void erase() {
        String gone = "'userId':'%s','businessId':'manual'".formatted(World.somebody());
        call("open-conversation", "{%s,'requestId':'i','reserve':true}", gone);
        call("request-opt-out", "{%s}", gone);
        String done = textOf(call("read-relation", "{%s}", gone), "/relation/removal/followUpId");
        call("resolve-follow-up", "{'businessId':'manual','followUpIds':['%s'],'action':'COMPLETE','actor':'a'}", done);
        later(Duration.ofSeconds(9));
        call("erase-person", "{%s}", gone.replaceAll(",.*", ""));
        List<Map<String, AttributeValue>> work = world.items(world.tables.followUps());
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", gone);
        later(Duration.ofSeconds(9));
        call("request-opt-out", "{%s}", gone);
        world.restore(world.tables.followUps(), work);
        call("erase-person", "{'again':true}");

        // Nothing tells of the removal but the opt-out.
        world.restore(world.tables.followUps(), work);
        world.restore(
                world.tables.ledger(),
                world.items(world.tables.ledger()).stream()
                        .filter(item -> !item.get("entryId").s().startsWith("follow-up~")
                                || !gone.contains(item.get("userId").s()))
                        .toList());
        call("erase-person", "{'again':true}");
    }

    private void denied(String function, String action, String table, Consumer<World> call) {
        denied(function, new Grant("dynamodb:" + action, table, ""), call);
    }

    private void denied(String function, Grant missing, Consumer<World> call) {
        AssertionError denied = assertThrows(AssertionError.class, () -> call.accept(world.without(function, missing)));
        String told = "the role of " + function + " does not allow " + missing + ": ";
        assertTrue(denied.getMessage().startsWith(told), denied::getMessage);
    }

    /** A notice is taken, fails, and is given up; an endpoint is parked, sent to, and switched off. */
    private void noticesGo() {
        String told = "'businessId':'told'";
        call(
                "configure-business",
                "{%s,'name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/told'}}",
                told);
        String person = World.somebody();
        call("request-opt-out", "{%s,'userId':'%s','requestId':'told-1'}", told, person);
        world.elsewhere().notices("publish-notices").publish(NoticeEvents.ofStream(world, "told"));
        RawEvent first = NoticeEvents.ofQueue(world, "told", 1);
        world.outside.status = 500;
        for (int i = 0; i < 12; i++) {
            world.elsewhere().notices("deliver-notice").deliver(first);
        }
        later(Duration.ofMinutes(2));
        world.elsewhere().call("resume-notices", "{}");
        world.elsewhere().call("list-undelivered", "{%s}", told);
        call("test-notice", "{%s}", told);
        call("redeliver", "{%s}", told);
        call("redeliver", "{%s,'from':'%s'}", told, world.clock.instant());
        world.outside.status = 204;
        for (int i = 0; i < 4; i++) {
            later(Duration.ofMinutes(2));
            world.elsewhere().call("resume-notices", "{}");
        }
        String id = NoticeEvents.id(world, "told");
        world.elsewhere().call("redeliver", "{%s,'ids':['%s']}", told, id);
        world.outside.status = 500;
        world.elsewhere().notices("deliver-notice").deliver(first);
        world.outside.status = 204;
        world.elsewhere().notices("deliver-notice").deliver(NoticeEvents.ofQueue(world, "told", 2));
        world.outside.status = 410;
        world.elsewhere().notices("deliver-notice").deliver(first);
        call("redeliver", "{%s}", told);
        later(Duration.ofMinutes(2));
        world.elsewhere().call("resume-notices", "{}");
        call(
                "configure-business",
                "{%s,'name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/told'}}",
                told);
        world.outside.status = 204;
    }

    /** A message that may be a refusal. */
    private static String doubtful(String number, long at) {
        return Envelopes.message(number, World.somebody(), "wamid.doubtful", "I do not wish to be contacted", at);
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
        call("open-conversation", "{%s,'channel':'email'}", who);
        later(Duration.ofMinutes(5));
        call("open-conversation", "{%s}", who); // whether it was cut off
        for (String result : new String[] {"SENT", "NOT_SENT"}) {
            String introduced = who();
            call("open-conversation", "{%s,'requestId':'i','reserve':true}", introduced);
            call("open-conversation", "{%s,'reservation':'i','result':'%s'}", introduced, result);
        }
        idsAreTold();
        call("decide-consent", "{%s,'requestId':'r','decision':'REPORT','report':{'reason':'SPAM'}}", who);
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who);
        call("check-permission", "{%s,'category':'MARKETING'}", who);
        call("explain-standing", "{%s}", who);
        call("export-person", "{'userId':'p'}");
        call("export-person", "{%s}", who);
        call("explain-standing", "{%s,'at':'%s'}", who, world.clock.instant());
        String refusal = who();
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", refusal);
        complete(textOf(call("list-follow-ups", "{%s}", shop), "/followUps/0/followUpId"));
        String doubtful = who();
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", doubtful);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", doubtful); // the message needs no decision any more
        call("check-permission", "{%s,'userIds':['40700000001','40700000002'],'category':'SERVICE'}", shop);
        call("request-opt-out", "{%s,'requestId':'r'}", who); // a conflict, whose note is taken back
        String returned = World.somebody();
        call("request-opt-in", "{'userId':'%s',%s}", returned, shop);
        String gone = World.somebody();
        call("request-opt-out", "{'userId':'%s',%s}", gone, shop);
        call(
                "import-preferences",
                "{%s,'source':'a list','openWork':true,'rows':[{'userId':'%s','wish':'OPT_OUT'},{'userId':'%s','wish':'OPT_OUT','occurredAt':'2026-01-01T00:00:00Z'},{'userId':'%s','wish':'OPT_OUT'}]}",
                shop,
                World.somebody(),
                returned, // it is of the past: its note is forgotten
                gone); // there is work already
        String removal = optOut(who);
        call("explain-opt-out", "{%s,'entryId':'out','reason':'DECLINED'}", who);
        call("explain-opt-out", "{%s,'entryId':'none','reason':'DECLINED'}", who);
        call("list-follow-ups", "{%s}", shop);
        call("list-changes", "{%s}", shop);
        call("list-relations", "{%s}", shop);
        call("filter-audience", "{%s,'userIds':['%s'],'category':'MARKETING'}", shop, doubtful.split("'")[3]);
        call("filter-audience", "{%s,'userIds':[%s],'category':'MARKETING'}", shop, people(8));
        noticesGo();
        call("read-settings", "{'businessId':'told'}");
        call("report-reasons", "{%s,'from':'2026-11-01','to':'2026-11-30'}", shop);
        world.elsewhere().sent(who, "m", world.clock.instant().plusSeconds(1));
        List<Map<String, AttributeValue>> beforeItIsDone = world.items(world.tables.followUps());
        complete(removal);
        rebuild(who, beforeItIsDone);
        call("read-relation", "{%s}", who);
        call("read-relation", "{%s}", who.split(",", 2)[0]);
        call("read-relation", "{%s,'locale':'ro'}", who);
        call("decide-consent", "{%s,'decision':'CONTINUE'}", who.replace("'manual'", "'other'"));
        call("read-relation", "{%s,'locale':'ro'}", who.split(",", 2)[0]);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", who); // the removal was done: a reinstatement opens
        String undone = who();
        optOut(undone);
        call("request-opt-out", "{%s,'requestId':'again'}", undone);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", undone); // the removal was not: it is withdrawn
        // A conflict, whose note is taken back.
        call("decide-consent", "{%s,'requestId':'again','decision':'MESSAGE_SENT','text':'STOP'}", undone);
        later(Duration.ofSeconds(9));
        call("request-opt-out", "{%s,'requestId':'again'}", who);
        call("request-opt-out", "{%s,'requestId':'narrow','scope':{'channel':'sms'}}", who);
        world.elsewhere().sent(who, "early", world.clock.instant().minusSeconds(1)); // sent before another wish
        call("read-ledger", "{%s}", who);
        String receiving = who();
        call("decide-consent", "{%s,'requestId':'no','decision':'BLOCK'}", receiving);
        call("give-receipt", "{%s,'entryId':'no'}", receiving);
        call("request-opt-in", "{%s,'requestId':'yes'}", receiving);
        world.elsewhere()
                .byBusiness(
                        "manual",
                        "request-opt-in",
                        "%s,'proof':'a form','occurredAt':'2026-11-20T10:00:00Z','scope':{'channel':'sms'}",
                        who());
        call("give-receipt", "{%s,'entryId':'yes'}", receiving);
        call("give-receipt", "{%s}", who);
        world.readKeys();
        call("report-follow-ups", "{%s,'from':'2026-11-01','to':'2026-11-30'}", shop);

        String link = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who()), "token");
        world.elsewhere().access.unsubscribe().answer(UnsubscribeTest.oneClick(link));
        call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE','scope':{'channel':'email'}}", who());
        String rows = "{%s,'purpose':'SUBSCRIBE','scope':{'channel':'email'},'rows':[{'userId':'%s'}]}";
        String toSubscribe = textOf(call("issue-person-links", rows, shop, World.somebody()), "/rows/0/link/token");
        pressYes(toSubscribe);
        String toClaim = textOf(
                world.elsewhere().byBusiness("manual", "issue-person-link", "%s,'purpose':'SUBSCRIBE'", who()),
                "token");
        pressYes(toClaim);
        String wavering = who();
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", wavering);
        later(Duration.ofSeconds(1));
        String toDecide = textOf(call("issue-person-link", "{%s,'purpose':'SUBSCRIBE'}", wavering), "token");
        pressYes(toDecide);
        String person = textOf(call("issue-person-link", "{'userId':'p','purpose':'CALLS'}"), "token");
        world.elsewhere().access.authorizer().authorizeCaller(new Call("Bearer " + person, "arn:aws:a"));
        String business = Access.ISSUER.token("manual", world.clock.instant());
        world.elsewhere().access.authorizer().authorizeCaller(new Call("Bearer " + business, "arn:aws:a"));
        call("revoke-person-links", "{'userId':'p'}");
        erase();
        Vendor vendor = Vendor.of(world, "manual", "twilio", ",'holder':'BUSINESS'");
        String texting = World.somebody();
        for (String text : List.of("hello", "please do not write to me again", "Stop", "hello again")) {
            later(Duration.ofSeconds(1));
            vendor.tell(world.elsewhere(), Vendor.sms(texting, "SM" + text.hashCode(), text, ""));
        }
        Vendor ours = Vendor.of(world, "manual", "twilio", "");
        for (String type : List.of("START", "STOP")) {
            later(Duration.ofSeconds(1));
            ours.tell(world.elsewhere(), Vendor.sms(texting, "SM" + type, type, type));
        }
        for (int call = 3; call < 8; call++) {
            String changing = World.somebody();
            Between lifting = new Between(call, () -> {
                later(Duration.ofSeconds(1));
                call("request-opt-in", "{'userId':'%s',%s}", changing, shop);
            });
            ours.tell(world.with(lifting), Vendor.sms(changing, "SM" + changing, "Stop", "STOP"));
        }
        String token = textOf(call("issue-business-token", "{%s,'name':'x'}", shop), "token");
        world.elsewhere().access.authorizer().authorizeCaller(new Call("Bearer " + token, "arn:aws:a"));
        String tokenId = textOf(call("issue-business-token", "{%s,'name':'y'}", shop), "tokenId");
        call("revoke-business-tokens", "{%s,'tokenId':'%s'}", shop, tokenId);
        call("revoke-business-tokens", "{%s}", shop);

        // A person with two ids, whose removal by hand was promised under one and is asked for under the other.
        String phone = World.somebody();
        optOut("'userId':'%s',%s".formatted(phone, shop));
        world.move("change", "manual", phone, "RO." + phone);
        String scoped = "'userId':'RO.%s',%s".formatted(phone, shop);
        call("read-relation", "{%s}", scoped);
        call("request-opt-out", "{%s,'requestId':'under-the-other-id'}", scoped);
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", scoped);
        later(Duration.ofSeconds(1));
        call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", scoped); // changes nothing
        String scopedLink = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", scoped), "token");
        String answered = world.elsewhere()
                .access
                .unsubscribe()
                .answer(UnsubscribeTest.oneClick(scopedLink))
                .body();
        world.elsewhere()
                .access
                .unsubscribe()
                .answer(UnsubscribeTest.pressIn(answered, scopedLink, "reason", "TOO_MANY"));

        // Once more after a change of mind; and while another opt-out, a later one, comes in between.
        String returning = who();
        optOut(returning);
        later(Duration.ofSeconds(9));
        call("request-opt-in", "{%s}", returning);
        later(Duration.ofSeconds(9));
        String again = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", returning), "token");
        world.elsewhere().access.unsubscribe().answer(UnsubscribeTest.oneClick(again));
        String hurried = who();
        String hurriedLink = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", hurried), "token");
        Between between = new Between(
                5,
                () -> call(
                        "request-opt-out",
                        "{%s,'occurredAt':'%s'}",
                        hurried,
                        world.clock.instant().plusSeconds(1)));
        world.with(between).access.unsubscribe().answer(UnsubscribeTest.oneClick(hurriedLink));

        theWebhookIsCalled((there, changes) ->
                there.webhook.receive().answer(new Platform(Platform.SECRET).call(Envelopes.of(changes))));
        theWebhookIsCalled((there, changes) -> Webhook.deliverByTopic(there, changes));

        // Messages that are opt-outs: of one with two ids, and of one who opts in while the call looks at the work.
        completeAMessageOf("RO." + phone, world.elsewhere());
        String changed = World.somebody();
        completeAMessageOf(changed, world.with(new Between(4, () -> {
            later(Duration.ofSeconds(1));
            call("request-opt-in", "{'userId':'%s',%s}", changed, shop);
        })));

        // What arrived for a number before it was the shop's.
        world.elsewhere()
                .webhook
                .receive()
                .answer(new Platform(Platform.SECRET).call(Envelopes.of(beforeItsTime("3", changed, phone))));
        call("replay-unknown", "{'phoneNumberId':'3'}");
        isOnWhatsApp("'phoneNumberIds':['3']");
        call("replay-unknown", "{'phoneNumberId':'3'}");

        // What crashes leave to the reminders: opt-outs that were recorded and no more, one of them not the person's
        // first, and one that was not recorded.
        cutOff(4, Fault.When.BEFORE, who());
        cutOff(4, Fault.When.AFTER, who());
        cutOff(5, Fault.When.AFTER, undone);
        cutOffAnOptInBeforeItsWork(who());
        later(Duration.ofMinutes(20));
        call("remind-follow-ups", "{}");
        later(Duration.ofDays(8));
        call("remind-follow-ups", "{}");
        FunctionTable.ofForm("json").forEach(function -> call(function, "%s", FunctionTable.sample(function)));
    }

    private static String people(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "'" + World.somebody() + "'")
                .collect(Collectors.joining(","));
    }

    /** After the relations were lost, and the follow-ups restored to an earlier second. */
    private void rebuild(String who, List<Map<String, AttributeValue>> followUps) {
        List<Map<String, AttributeValue>> relations = world.items(world.tables.relations());
        List<Map<String, AttributeValue>> done = world.items(world.tables.followUps());
        world.restore(world.tables.relations(), List.of());
        world.restore(world.tables.followUps(), followUps);
        call("rebuild-relation", "{%s}", who);
        call("rebuild-relation", "{%s,'dryRun':true}", shop);
        world.restore(world.tables.relations(), relations);
        world.restore(world.tables.followUps(), done);
    }

    private void theWebhookIsCalled(BiConsumer<World, String[]> deliver) {
        Consumer<String[]> delivered = changes -> deliver.accept(world.elsewhere(), changes);
        isOnWhatsApp("'phoneNumberIds':['7']");
        String ana = World.somebody();
        long at = world.clock.instant().getEpochSecond();
        delivered.accept(new String[] {Envelopes.message("7", ana, "wamid." + ana, "hello", at)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "stop", at)});
        delivered.accept(new String[] {Envelopes.marketingSent("7", ana, "wamid.late" + ana, at + 1)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "resume", at + 2)});
        delivered.accept(new String[] {Envelopes.preference("7", ana, "stop", at + 3)});
        delivered.accept(new String[] {Envelopes.marketingSent("7", ana, "wamid.early" + ana, at + 1)});
        delivered.accept(new String[] {Envelopes.messageOfBoth("7", ana, "RO." + ana, "wamid.both" + ana, "stop", at)});
        delivered.accept(new String[] {Envelopes.message("8888", ana, "wamid.nobody", "hello", at)});
        delivered.accept(new String[] {doubtful("8888", at)});
        String[] changing = {Envelopes.message("7", World.somebody(), "wamid.bye", "Pa pa", at)};
        delivered.accept(changing);
        isOnWhatsApp("'phoneNumberIds':['7'],'optOutWords':['pa pa']");
        delivered.accept(changing);
        delivered.accept(new String[] {Envelopes.failed("7", World.somebody(), "wamid.failed", 131050, at)});
    }

    /** Of one who opts out and is sent marketing after that, of one who opted in later, and of one with two ids. */
    private String[] beforeItsTime(String number, String optedIn, String withTwoIds) {
        long at = world.clock.instant().getEpochSecond() - 60;
        String ana = World.somebody();
        return new String[] {
            doubtful(number, at),
            Envelopes.preference(number, ana, "stop", at),
            Envelopes.failed(number, ana, "wamid.failed" + ana, 131050, at),
            Envelopes.marketingSent(number, ana, "wamid.sent" + ana, at + 9),
            Envelopes.preference(number, optedIn, "stop", at),
            Envelopes.marketingSent(number, optedIn, "wamid.sent" + optedIn, at - 1),
            Envelopes.messageOfBoth(number, withTwoIds, "RO." + withTwoIds, "wamid.both-again", "stop", at)
        };
    }

    /** @param entry which call stores the entry */
    private void cutOff(int entry, Fault.When fails, String who) {
        try {
            world.with(new Fault(entry, fails)).call("request-opt-out", "{%s,'requestId':'cut'}", who);
        } catch (StoreUnavailable asItShould) {
            return;
        }
        throw new IllegalStateException("it was not cut off");
    }

    /** The work of putting the person back is rebuilt. */
    private void cutOffAnOptInBeforeItsWork(String who) {
        complete(optOut(who));
        later(Duration.ofSeconds(9));
        World failing = world.with(new Fault(4, Fault.When.BEFORE));
        assertThrows(StoreUnavailable.class, () -> failing.call("request-opt-in", "{%s}", who));
        call("rebuild-relation", "{%s}", who);
    }

    private String optOut(String who) {
        return textOf(call("request-opt-out", "{%s,'requestId':'out'}", who), "/removal/followUpId");
    }

    /** More ids than a person may have, some with work by hand, some of which an opt-in ended. */
    private void idsAreTold() {
        Map.of(
                        "open-conversation", "",
                        "decide-consent", ",'decision':'BLOCK'",
                        "request-opt-out", "",
                        "request-opt-in", "")
                .forEach((function, more) -> {
                    String own = who();
                    optOut(own);
                    areTold(other -> call(function, "{%s%s,'alsoKnownAs':['%s']}", own, more, other));
                });
        String own = World.somebody();
        areTold(other -> call(
                "import-preferences",
                "{%s,'source':'a list','openWork':true,'rows':[{'userId':'%s','wish':'OPT_OUT','alsoKnownAs':['%s']}]}",
                shop,
                own,
                other));
    }

    private void areTold(Consumer<String> telling) {
        for (int n = 0; n < 18; n++) {
            String other = World.somebody();
            String who = "'userId':'" + other + "'," + shop;
            if (n % 3 == 0) {
                call("request-opt-out", "{%s}", who);
            }
            if (n % 6 == 0) {
                later(Duration.ofSeconds(1));
                call("request-opt-in", "{%s}", who);
            }
            if (n % 5 == 1) {
                call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", who);
            }
            telling.accept(other);
        }
    }

    private void isOnWhatsApp(String numbers) {
        world.elsewhere().settle("manual", "'removal':{'mode':'MANUAL'},'whatsapp':{%s}", numbers);
    }

    private void completeAMessageOf(String person, World by) {
        later(Duration.ofSeconds(1));
        String message = "{'userId':'%s',%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}";
        call("decide-consent", message, person, shop);
        FollowUpId work = FollowUpId.ofSuspectedRefusals(World.relation(person, "manual"), 1);
        by.step("manual", work.value(), "COMPLETE", "ana");
    }

    private void complete(String followUpId) {
        world.elsewhere().step("manual", followUpId, "COMPLETE", "ana");
    }

    /** Each call as a new process makes it, with nothing remembered. */
    private JsonNode call(String function, String body, Object... values) {
        return world.elsewhere().call(function, body, values);
    }

    private void later(Duration time) {
        world.clock.pass(time);
    }

    private String who() {
        return "'userId':'%s',%s".formatted(World.somebody(), shop);
    }
}
