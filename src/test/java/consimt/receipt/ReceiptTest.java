package consimt.receipt;

import static consimt.kit.Texts.numberOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import consimt.dynamodb.Ledgers;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.Sha256;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

    private static final String CONTROLLER =
            "'controller':{'legalName':'Librăria SRL','address':'Cluj','contact':'gdpr@librarie.example',"
                    + "'privacyNotice':'https://librarie.example/privacy'}";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    @Test
    void aReceiptOfAnEntryHasTheFieldsOfTheStandardAndAllThatTheLedgerShows() {
        world.settle("shop", CONTROLLER);
        world.call("open-conversation", "{%s,'requestId':'hello','locale':'en','channel':'app'}", who);
        JsonNode entry = world.call("read-ledger", "{%s}", who).at("/entries/0");
        JsonNode answer = world.call("give-receipt", "{%s,'entryId':'first-contact~hello'}", who);
        assertEquals(Set.of("outcome", "receipt"), Set.copyOf(names(answer)), "nothing to note");
        ObjectNode payload = (ObjectNode) Receipts.opened(answer).get("receipt");
        assertTrue(payload.remove("dct:identifier").textValue().matches("[0-9A-Z]{26}"));
        assertEquals(((ObjectNode) entry).without("evidence"), payload.remove("entry"));
        assertEquals(
                Sha256.hex(entry.get("wordsShown").textValue()),
                payload.remove("wordsShownSha256").textValue());
        assertEquals(
                world.call("read-settings", "{'businessId':'shop'}").get("basis"),
                payload.remove("basis"),
                "and the law");
        assertEquals(World.tree("""
                        {'@context':{'dpv':'https://w3id.org/dpv#','dct':'http://purl.org/dc/terms/',
                            'dct:conformsTo':{'@type':'@id'}},
                         '@type':'dpv:ConsentReceipt',
                         'dct:conformsTo':'https://w3id.org/dpv/schema/dpv-27560#receipt',
                         'schemaVersion':'ISO/IEC TS 27560:2023',
                         'dct:issued':'2026-11-24T12:00:00Z','dpv:hasDataSubject':'%s',
                         'dpv:hasDataController':{'dct:identifier':'shop','dct:title':'A','dpv:hasName':'Librăria SRL',
                            'dpv:hasAddress':'Cluj','dpv:hasContact':'gdpr@librarie.example'},
                         'dpv:hasNotice':'https://librarie.example/privacy','dpv:hasJurisdiction':'RO',
                         'dpv:hasProcess':[{'dpv:hasPurpose':'dpv:CommunicationManagement',
                            'dpv:hasConsentStatus':[{'@type':['dpv:ConsentRequested'],'dpv:isIndicatedAtTime':'2026-11-24T12:00:00Z'}]}]}""", person), payload);
    }

    /** What was said, a minute apart, and what its last entry is in the vocabulary. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONTINUE                      | CommunicationManagement | ConsentGiven ExpressedConsent
            MESSAGE_SENT                  | CommunicationManagement | ConsentGiven ImpliedConsent
            BLOCK                         | CommunicationManagement | ConsentRefused
            CONTINUE BLOCK                | CommunicationManagement | ConsentWithdrawn
            MESSAGE_SENT REPORT+          | CommunicationManagement | ConsentWithdrawn
            REPORT+                       | CommunicationManagement | ConsentRefused
            out                           | DirectMarketing         | ConsentWithdrawn
            in                            | DirectMarketing         | ConsentGiven ExpressedConsent
            out in                        | DirectMarketing         | RenewedConsentGiven ExpressedConsent
            out/sms in/email              | DirectMarketing email   | ConsentGiven ExpressedConsent
            out/sms in                    | DirectMarketing         | RenewedConsentGiven ExpressedConsent
            out in/email                  | DirectMarketing email   | ConsentGiven ExpressedConsent
            claimed                       | DirectMarketing         | ConsentUnknown
            BLOCK UNBLOCK                 |                         |
            REPORT                        |                         |
            """)
    void whatAPersonSaidIsAStateOfTheVocabulary(String said, String purpose, String types) {
        world.settle("shop", CONTROLLER);
        String last = "";
        for (String step : said.split(" ")) {
            world.clock.pass(Duration.ofMinutes(1));
            last = say(step);
        }
        JsonNode process = payload("{%s,'entryId':'%s'}", who, last).get("dpv:hasProcess");
        assertEquals(purpose == null ? "[]" : process(purpose, types), process.toString());
    }

    /** The same of how the two stand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONTINUE                   | CommunicationManagement: ConsentGiven ExpressedConsent
            MESSAGE_SENT               | CommunicationManagement: ConsentGiven ImpliedConsent
            CONTINUE BLOCK             | CommunicationManagement: ConsentWithdrawn
            BLOCK                      | CommunicationManagement: ConsentRefused
            out in                     | CommunicationManagement: ConsentGiven ExpressedConsent; DirectMarketing: RenewedConsentGiven ExpressedConsent
            MESSAGE_SENT out           | CommunicationManagement: ConsentGiven ImpliedConsent; DirectMarketing: ConsentWithdrawn
            out/sms                    | DirectMarketing sms: ConsentWithdrawn
            out/sms in/email           | CommunicationManagement: ConsentGiven ExpressedConsent; DirectMarketing email: ConsentGiven ExpressedConsent; DirectMarketing sms: ConsentWithdrawn
            in out/sms                 | CommunicationManagement: ConsentGiven ExpressedConsent; DirectMarketing: ConsentGiven ExpressedConsent; DirectMarketing sms: ConsentWithdrawn
            out/sms in                 | CommunicationManagement: ConsentGiven ExpressedConsent; DirectMarketing: RenewedConsentGiven ExpressedConsent
            out/sms in/sms in/email    | CommunicationManagement: ConsentGiven ExpressedConsent; DirectMarketing email: ConsentGiven ExpressedConsent; DirectMarketing sms: RenewedConsentGiven ExpressedConsent
            claimed                    |
            """)
    void howTheTwoStandIsAStateOfTheVocabulary(String said, String stands) {
        world.settle("shop", CONTROLLER);
        List.of(said.split(" ")).forEach(step -> {
            say(step);
            world.clock.pass(Duration.ofMinutes(1));
        });
        JsonNode receipt = payload("{%s}", who);
        List<String> states = new ArrayList<>();
        receipt.get("dpv:hasProcess")
                .forEach(process -> states.add(process.get("dpv:hasPurpose").textValue()
                        + (process.has("scope")
                                ? " " + process.at("/scope/channel").textValue()
                                : "") + ":"
                        + types(process)));
        assertEquals(stands == null ? "" : stands, String.join("; ", states).replace("dpv:", ""));
        assertEquals(world.call("read-relation", "{%s}", who).get("relation"), receipt.get("relation"));
    }

    /** A later law does not count for what was said before it. */
    @Test
    void theLawIsThatOfTheDay() {
        world.settle("shop", "'country':'US'");
        world.call("request-opt-in", "{%s,'requestId':'old','occurredAt':'2001-01-01T00:00:00Z'}", who);
        world.call("request-opt-in", "{%s,'requestId':'new'}", who);
        assertFalse(payload("{%s,'entryId':'old'}", who).at("/basis").has("row"));
        assertEquals(
                world.call("read-settings", "{'businessId':'shop'}").get("basis"),
                payload("{%s,'entryId':'new'}", who).get("basis"));
    }

    @Test
    void whatNobodySettledIsNotedAndNotMadeUp() {
        world.settle("shop", "'country':'RO'");
        JsonNode answer = world.call("give-receipt", "{%s}", who);
        assertEquals(
                World.tree("[{'field':'controller','code':'REQUIRED',"
                        + "'message':'controller is not settled, so the receipt is without it'}]"),
                answer.get("notes"));
        assertEquals(
                World.tree("{'dct:identifier':'shop','dct:title':'A'}"),
                Receipts.opened(answer).at("/receipt/dpv:hasDataController"));
        world.settle("shop", "'controller':{'legalName':'L'}");
        assertEquals(
                List.of("controller.address", "controller.contact", "controller.privacyNotice"),
                world.elsewhere().call("give-receipt", "{%s}", who).get("notes").findValuesAsText("field"));
    }

    /** Settings that were read can be sent back as they are. */
    @Test
    void theControllerIsASetting() {
        world.settle("shop", CONTROLLER);
        JsonNode settled =
                world.call("configure-business", "{'businessId':'shop'}").get("business");
        assertEquals(World.tree("{" + CONTROLLER + "}").get("controller"), settled.get("controller"));
        assertEquals(
                "REJECTED",
                world.settle("shop", "'controller':{'address':'Cluj','privacyNotice':'http://x.example'}")
                        .get("outcome")
                        .textValue());
    }

    /** Somebody who has no such entry, one that is hidden from a business, and one that is not there. */
    @Test
    void nobodyGetsAReceiptOfWhatTheyCannotRead() {
        world.settle("shop", CONTROLLER);
        say("REPORT");
        say("BLOCK");
        String block = asBusiness("read-ledger", "").at("/entries/0/entryId").textValue();
        JsonNode none = asBusiness("give-receipt", ",'entryId':'none'");
        assertEquals("NOT_FOUND", none.at("/errors/0/code").textValue());
        for (String hidden : List.of("id-REPORT", "id-BLOCK", block)) {
            assertEquals(none, asBusiness("give-receipt", ",'entryId':'" + hidden + "'"), hidden);
        }
        assertEquals(1, numberOf(payload("{%s}", who), "/relation/reports"));
        assertEquals(0, numberOf(Receipts.opened(asBusiness("give-receipt", "")), "/receipt/relation/reports"));
        String another = "'userId':'%s','businessId':'shop'".formatted(World.somebody());
        assertEquals("REJECTED", world.outcome("give-receipt", "{%s,'entryId':'id-BLOCK'}", another));
    }

    /** Each of them was read for longer than a process remembers a secret. */
    @Test
    void aReceiptVerifiesAfterTenRotations() throws Exception {
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            receipts.add(give());
            rotate("key " + i);
        }
        receipts.add(give());
        assertEquals(12, keys().size());
        for (String receipt : receipts) {
            assertTrue(verifies(receipt));
        }
        assertEquals(
                12,
                receipts.stream().map(each -> each.split("\\.")[0]).distinct().count(),
                "each by another key");
    }

    /** Those of the secret now and of the one before; what only backups have comes back with these. */
    @Test
    void keysThatTheStoreLostArePutBackWithTheNextReceipt() throws Exception {
        String before = give();
        rotate("another key");
        give();
        world.restore(world.tables.aside(), List.of());
        assertEquals(0, keys().size());
        world.clock.pass(Duration.ofMinutes(6));
        String after = give();
        assertTrue(verifies(before) && verifies(after));
        assertEquals(2, keys().size());
        give();
        assertEquals(2, keys().size());
    }

    /** A public key that is not stored would leave a receipt that nobody can check. */
    @Test
    void aReceiptIsGivenOnlyWhenItsKeyIsStored() {
        World failing = world.with(new Fault(1, Fault.When.BEFORE));
        assertThrows(StoreUnavailable.class, () -> failing.call("give-receipt", "{%s}", who));
        assertEquals(0, keys().size());
    }

    @Test
    void withoutAKeyNoReceiptIsGiven() {
        world.secrets.remove(World.RECEIPT_KEY);
        assertEquals(
                World.tree("{'outcome':'REJECTED','errors':[{'field':'receipt','code':'NOT_ALLOWED',"
                        + "'message':'receipt is not switched on here'}]}"),
                world.call("give-receipt", "{%s}", who));
        assertEquals("{\"keys\":[]}", world.readKeys().body());
    }

    /** Its public key stays, so older receipts go on to verify. */
    @Test
    void aFormerSecretThatIsLeftAloneSignsNothing() throws Exception {
        String before = give();
        rotate("another key");
        world.secrets.remove(World.RECEIPT_KEY);
        world.clock.pass(Duration.ofMinutes(6));
        assertEquals(
                World.tree("{'outcome':'REJECTED','errors':[{'field':'receipt','code':'NOT_ALLOWED',"
                        + "'message':'receipt is not switched on here'}]}"),
                world.call("give-receipt", "{%s}", who));
        assertTrue(verifies(before));
    }

    /** Only so many entries before an opt-in are searched, so what may be among the earlier ones is noted. */
    @ParameterizedTest
    @CsvSource({"999,RenewedConsentGiven,0", "1000,ConsentGiven,1"})
    void aReceiptOfAnOptInNotesWhatWasNotSearched(int between, String given, int notes) {
        world.settle("shop", CONTROLLER);
        say("out");
        Instant since = world.clock.instant().plusSeconds(1);
        Ledgers.fill(world, World.relation(person, "shop"), Ledgers.entries(between, i -> since));
        world.clock.pass(Duration.ofSeconds(2));
        JsonNode answer = world.call("give-receipt", "{%s,'entryId':'%s'}", who, say("in"));
        assertEquals(
                process("DirectMarketing", given + " ExpressedConsent"),
                Receipts.opened(answer).at("/receipt/dpv:hasProcess").toString());
        assertEquals(
                notes == 0
                        ? World.tree("[]")
                        : World.tree(
                                "[{'field':'entryId','code':'TOO_MANY','message':'entryId has too many entries before it,"
                                        + " so the receipt does not say whether an opt-out was among the earliest'}]"),
                answer.has("notes") ? answer.get("notes") : World.tree("[]"));
    }

    @Test
    void thePrivateKeyIsInNoAnswer() throws Exception {
        String receipt = give();
        String told = receipt
                + Receipts.payload(receipt)
                + world.readKeys().body()
                + world.items(world.tables.aside())
                + new SigningKey(secret());
        for (String form : privateKey()) {
            assertFalse(told.contains(form));
        }
    }

    @Test
    void everybodyMayCacheTheKeysForFiveMinutes() {
        give();
        assertEquals(200, world.readKeys().statusCode());
        assertEquals("public, max-age=300", world.readKeys().headers().get("Cache-Control"));
        assertEquals("application/jwk-set+json", world.readKeys().headers().get("Content-Type"));
    }

    private static Secret secret() {
        return new Secret("a key of receipts for tests");
    }

    /** As numbers and in base 64, of the number of the key and of what it is made from. */
    private static List<String> privateKey() throws Exception {
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        BigInteger drawn = new BigInteger(1, secret().keyFor("consimt receipts 1"))
                .shiftLeft(256)
                .or(new BigInteger(1, secret().keyFor("consimt receipts 2")));
        BigInteger key = drawn.mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
        return Stream.of(key, drawn)
                .flatMap(number -> Stream.of(
                        number.toString(),
                        number.toString(16),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray())))
                .toList();
    }

    private String give() {
        return world.text("/receipt", "give-receipt", "{%s}", who);
    }

    private void rotate(String next) {
        String before = current;
        world.secrets.with(World.RECEIPT_KEY + ".previous", before).with(World.RECEIPT_KEY, next);
        current = next;
        world.clock.pass(Duration.ofMinutes(6));
    }

    private String current = "a key of receipts for tests";

    private List<JWK> keys() {
        try {
            return JWKSet.parse(world.readKeys().body()).getKeys();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private boolean verifies(String receipt) throws Exception {
        JWSObject signed = JWSObject.parse(receipt);
        JWK key = new JWKSet(keys()).getKeyByKeyId(signed.getHeader().getKeyID());
        return key != null && signed.verify(new ECDSAVerifier(key.toECKey()));
    }

    private JsonNode payload(String asked, Object... values) {
        JsonNode answer = Receipts.opened(world.call("give-receipt", asked, values));
        assertEquals("GIVEN", answer.get("outcome").textValue(), answer::toString);
        return answer.get("receipt");
    }

    private JsonNode asBusiness(String function, String more) {
        return world.byBusiness("shop", function, who + more);
    }

    /** @return the id of the entry */
    private String say(String step) {
        String id = "id-" + step.replaceAll("[+/]", "-");
        String[] words = step.split("/");
        String scope = words.length == 1 ? "" : ",'scope':{'channel':'%s'}".formatted(words[1]);
        String common = who + ",'requestId':'" + id + "'" + scope;
        JsonNode answer = switch (words[0]) {
            case "out" -> world.call("request-opt-out", "{%s}", common);
            case "in" -> world.call("request-opt-in", "{%s}", common);
            case "claimed" ->
                world.byBusiness(
                        "shop",
                        "request-opt-in",
                        "%s,'proof':'a form','occurredAt':'%s'",
                        common,
                        world.clock.instant());
            case "REPORT+" ->
                world.call(
                        "decide-consent",
                        "{%s,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true}",
                        common);
            case "REPORT" ->
                world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", common);
            default -> world.call("decide-consent", "{%s,'decision':'%s'}", common, step);
        };
        assertEquals("RECORDED", answer.get("outcome").textValue(), answer::toString);
        return answer.get("entryId").textValue();
    }

    private String process(String purpose, String types) {
        String[] words = purpose.split(" ");
        return World.tree(
                        "[{'dpv:hasPurpose':'dpv:%s'%s,'dpv:hasConsentStatus':[{'@type':['dpv:%s'],'dpv:isIndicatedAtTime':'%s'}]}]",
                        words[0],
                        words.length == 1 ? "" : ",'scope':{'channel':'%s'}".formatted(words[1]),
                        types.replace(" ", "','dpv:"),
                        world.clock.instant())
                .toString();
    }

    private static String types(JsonNode process) {
        StringBuilder types = new StringBuilder();
        process.at("/dpv:hasConsentStatus/0/@type")
                .forEach(type -> types.append(' ').append(type.textValue()));
        return types.toString();
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
