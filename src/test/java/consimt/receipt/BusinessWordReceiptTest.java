package consimt.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A business whose webhook is signed with a secret that it holds can sign any yes. No receipt says that it was given. */
class BusinessWordReceiptTest {

    private static final Platform SHOPS = new Platform("the shop's own app secret");

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String friend = World.somebody();
    private int messages;

    @BeforeEach
    void theShopHoldsItsSecret() {
        world.secrets.with("consimt/whatsapp/shop/secret", "the shop's own app secret");
        world.settle("shop", "'whatsapp':{'phoneNumberIds':['9001'],'appSecretName':'consimt/whatsapp/shop/secret'}");
        world.clock.pass(Duration.ofMinutes(2));
    }

    /** What the business signed (b) and what the person said by the operator's functions (p), in their order. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b:hello                      | ConsentUnknown          | ConsentUnknown
            b:resume                     | ConsentUnknown          | ''
            b:hello b:resume             | ConsentUnknown          | ConsentUnknown
            b:stop                       | ConsentWithdrawn        | ConsentWithdrawn
            b:stop b:resume              | ConsentUnknown          | ConsentWithdrawn
            b:hello p:CONTINUE           | ConsentGiven            | ConsentGiven ExpressedConsent
            p:in b:resume                | ConsentUnknown          | ConsentGiven ExpressedConsent; ConsentGiven ExpressedConsent
            b:stop p:in                  | RenewedConsentGiven     | ConsentGiven ExpressedConsent; RenewedConsentGiven ExpressedConsent
            b:hello p:BLOCK              | ConsentRefused          | ConsentRefused
            p:CONTINUE b:hello p:BLOCK   | ConsentWithdrawn        | ConsentWithdrawn
            """)
    void whatTheBusinessAloneSaysIsNoConsentThatIsKnown(String said, String last, String standing) {
        List.of(said.split(" ")).forEach(this::say);
        assertEquals(
                last,
                statesOf(person, ",'entryId':'" + lastEntry() + "'").get(0).split(" ")[0]);
        assertEquals(standing, String.join("; ", statesOf(person)));
    }

    /** The agreement is in the ledger of the other id, under which the person gave it. */
    @Test
    void theLedgerOfAnotherIdTellsWhoseWordAnAgreementIs() {
        call("decide-consent", person, "'decision':'CONTINUE'");
        signed(Envelopes.moved("9001", person, friend, at()));
        assertEquals(List.of(), statesOf(friend), "by the word of the business alone no agreement counts there");
        world.settle("shop", "'whatsapp':{'phoneNumberIds':['9001']}");
        world.clock.pass(Duration.ofMinutes(2));
        assertEquals(200, Webhook.deliver(world, Envelopes.of(Envelopes.moved("9001", person, friend, at()))));
        assertEquals(List.of("ConsentGiven ExpressedConsent"), statesOf(friend));
    }

    private void say(String word) {
        String what = word.substring(2);
        if (word.startsWith("b:")) {
            signed(
                    what.equals("hello")
                            ? Envelopes.message("9001", person, "wamid." + messages++, "hello", at())
                            : Envelopes.preference("9001", person, what, at()));
        } else if (what.equals("in")) {
            call("request-opt-in", person, "'scope':{'sender':'9001'}");
        } else {
            call("decide-consent", person, "'decision':'" + what + "'");
        }
    }

    private void call(String function, String who, String more) {
        at();
        world.call(function, "{'userId':'%s','businessId':'shop',%s}", who, more);
    }

    private void signed(String change) {
        assertEquals(200, Webhook.deliver(world, SHOPS, Envelopes.of(change)));
    }

    private String lastEntry() {
        JsonNode entries = world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", person)
                .get("entries");
        return entries.get(entries.size() - 1).get("entryId").textValue();
    }

    private List<String> statesOf(String who) {
        return statesOf(who, "");
    }

    private List<String> statesOf(String who, String more) {
        JsonNode answer = world.call("give-receipt", "{'userId':'%s','businessId':'shop'%s}", who, more);
        List<String> states = new ArrayList<>();
        Receipts.opened(answer).at("/receipt/dpv:hasProcess").forEach(process -> {
            List<String> types = new ArrayList<>();
            process.at("/dpv:hasConsentStatus/0/@type")
                    .forEach(type -> types.add(type.textValue().replace("dpv:", "")));
            states.add(String.join(" ", types));
        });
        return states;
    }

    /** Of something that happens after all that has. */
    private long at() {
        world.clock.pass(Duration.ofSeconds(2));
        return world.clock.instant().getEpochSecond();
    }
}
