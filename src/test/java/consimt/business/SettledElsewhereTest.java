package consimt.business;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.World.somebody;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another process settles a business while this one remembers how it was: no opt-out goes by what was. */
class SettledElsewhereTest {

    private static final String NUMBER = "7";

    private final World world = World.fresh();
    private final World elsewhere = world.elsewhere();
    private final String person = somebody();

    @BeforeEach
    void bothAreRemembered() {
        settle("former", "AUTOMATIC", number(NUMBER));
        settle("next", "AUTOMATIC", "");
        remember();
    }

    @Test
    void aNumberThatMovedBringsItsOptOutsToWhoHasItNow() {
        move();
        assertEquals(200, deliver("stop"));
        assertMoved();
    }

    @Test
    void soItDoesByATopic() {
        move();
        Webhook.deliverByTopic(world, message(person, "stop"));
        assertMoved();
    }

    @Test
    void aNumberThatIsNobodysAnyMoreIsKeptAside() {
        settle("former", "AUTOMATIC", "");
        assertEquals(200, deliver("stop"));
        assertEquals("FIRST_CONTACT_REQUIRED", marketing("former"));
        settle("next", "AUTOMATIC", number(NUMBER));
        elsewhere.call("replay-unknown", "{'phoneNumberId':'%s'}", NUMBER);
        assertEquals("MARKETING_OPTED_OUT", marketing("next"));
    }

    /** Who has it now signs with a secret of their own; the former owner's is no good for it any more. */
    @Test
    void aNumberThatMovedIsSignedByWhoHasItNow() {
        world.secrets.with("consimt/whatsapp/next", "the next owner's");
        settle("former", "AUTOMATIC", "");
        settle(
                "next",
                "AUTOMATIC",
                ",'whatsapp':{'phoneNumberIds':['%s'],'appSecretName':'consimt/whatsapp/next'}".formatted(NUMBER));
        byte[] envelope = Envelopes.of(message(person, "stop"));
        assertEquals(401, Webhook.deliver(world, new Platform(Platform.SECRET), envelope));
        assertEquals(200, Webhook.deliver(world, new Platform("the next owner's"), envelope));
        assertMoved();
    }

    @Test
    void aWordThatWasAddedIsAnOptOutAtOnce() {
        settle(
                "former",
                "AUTOMATIC",
                ",'whatsapp':{'phoneNumberIds':['%s'],'optOutWords':['no more flowers']}".formatted(NUMBER));
        assertEquals(200, deliver("No more flowers!"));
        assertEquals("MARKETING_OPTED_OUT", marketing("former"));
    }

    @Test
    void whoRemovesByHandNowGetsTheWorkOfAnOptOut() {
        settle("former", "MANUAL", number(NUMBER));
        JsonNode answer = world.call("request-opt-out", "{'userId':'%s','businessId':'former'}", person);
        assertEquals("IN_PROGRESS", answer.at("/removal/status").textValue());
        assertWork(1);
    }

    @Test
    void whoRemovesByHandNowGetsTheWorkOfAClick() {
        String link = world.text(
                "/token", "issue-person-link", "{'userId':'%s','businessId':'former','purpose':'UNSUBSCRIBE'}", person);
        settle("former", "MANUAL", number(NUMBER));
        assertEquals(
                200,
                world.access
                        .unsubscribe()
                        .answer(UnsubscribeTest.oneClick(link))
                        .statusCode());
        assertWork(1);
    }

    @Test
    void whoRemovesByHandNowGetsTheWorkOfAnEnvelope() {
        settle("former", "MANUAL", number(NUMBER));
        assertEquals(200, deliver("stop"));
        assertWork(1);
    }

    @Test
    void whoRemovesByHandNowGetsTheWorkOfAReplay() {
        Webhook.deliver(world, Envelopes.of(Envelopes.message("8", person, "wamid.aside", "stop", now())));
        settle("former", "MANUAL", ",'whatsapp':{'phoneNumberIds':['%s','8']}".formatted(NUMBER));
        assertEquals("RECORDED", world.outcome("replay-unknown", "{'phoneNumberId':'8'}"));
        assertWork(1);
    }

    @Test
    void whoRemovesAtOnceNowGetsNoWork() {
        settle("former", "MANUAL", number(NUMBER));
        world.clock.pass(BusinessSettings.KEPT);
        remember();
        settle("former", "AUTOMATIC", number(NUMBER));
        JsonNode answer = world.call("request-opt-out", "{'userId':'%s','businessId':'former'}", person);
        assertEquals("DONE", answer.at("/removal/status").textValue());
        assertEquals(200, deliver(somebody(), "stop"));
        assertWork(0);
    }

    /** Of many numbers each is read, side by side. */
    @Test
    void eachNumberOfAnEnvelopeIsWhoseItIsNow() {
        List<String> numbers =
                IntStream.range(100, 140).mapToObj(String::valueOf).toList();
        settle("former", "AUTOMATIC", ",'whatsapp':{'phoneNumberIds':['" + String.join("','", numbers) + "']}");
        byte[] first = of(numbers, somebody(), "hello");
        assertEquals(200, Webhook.deliver(world, first));
        settle(
                "former",
                "AUTOMATIC",
                ",'whatsapp':{'phoneNumberIds':['" + String.join("','", numbers.subList(0, 20)) + "']}");
        settle(
                "next",
                "MANUAL",
                ",'whatsapp':{'phoneNumberIds':['" + String.join("','", numbers.subList(20, 40)) + "']}");
        assertEquals(200, Webhook.deliver(world, of(numbers.subList(19, 21), person, "stop")));
        assertEquals("MARKETING_OPTED_OUT", marketing("former"));
        assertEquals("MARKETING_OPTED_OUT", marketing("next"));
        assertEquals(0, open("former"));
        assertEquals(1, open("next"));
    }

    private static byte[] of(List<String> numbers, String person, String text) {
        return Envelopes.of(numbers.stream()
                .map(number -> Envelopes.message(number, person, "wamid." + person + number, text, 1_795_000_000))
                .toArray(String[]::new));
    }

    /** So that this process remembers the business and its number as they are. */
    private void remember() {
        assertEquals(200, deliver(somebody(), "hello"));
        world.call("list-follow-ups", "{'businessId':'former'}");
    }

    private void move() {
        settle("former", "AUTOMATIC", "");
        settle("next", "AUTOMATIC", number(NUMBER));
    }

    private void settle(String businessId, String removal, String whatsapp) {
        assertEquals(
                "RECORDED",
                elsewhere.outcome(
                        "configure-business",
                        "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'%s'}%s}",
                        businessId,
                        removal,
                        whatsapp));
    }

    private static String number(String number) {
        return ",'whatsapp':{'phoneNumberIds':['%s']}".formatted(number);
    }

    private int deliver(String text) {
        return deliver(person, text);
    }

    private int deliver(String who, String text) {
        return Webhook.deliver(world, Envelopes.of(message(who, text)));
    }

    private String message(String who, String text) {
        world.clock.pass(Duration.ofMillis(1));
        return Envelopes.message(NUMBER, who, "wamid." + who, text, now());
    }

    private long now() {
        return world.clock.instant().getEpochSecond();
    }

    private void assertMoved() {
        assertEquals("FIRST_CONTACT_REQUIRED", marketing("former"));
        assertEquals("MARKETING_OPTED_OUT", marketing("next"));
    }

    private void assertWork(int open) {
        assertEquals("MARKETING_OPTED_OUT", marketing("former"));
        assertEquals(open, open("former"));
    }

    private int open(String businessId) {
        return numberOf(elsewhere.call("list-follow-ups", "{'businessId':'%s'}", businessId), "/counts/open");
    }

    private String marketing(String businessId) {
        return elsewhere.marketing(person, businessId);
    }
}
