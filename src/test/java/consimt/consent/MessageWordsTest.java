package consimt.consent;

import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The words of a message by decide-consent: a mail with its subject, long texts, other scripts. */
class MessageWordsTest {

    private static final String UNKNOWN = "Где мой заказ?";

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void settle() {
        world.call(
                "configure-business",
                "{'businessId':'b','name':'A','country':'RO','languages':['ro'],'whatsapp':{'phoneNumberIds':['1']}}");
    }

    @Test
    void anOptOutWordIsFoundInASubjectAlone() {
        JsonNode answer = wrote("'subject':'Unsubscribe'");
        assertEquals("RECORDED OPT_OUT OPTED_OUT", told(answer));
        assertEquals(
                "RECORDED OPT_OUT OPTED_OUT", told(wroteBySomebody("'subject':'STOP','text':'Sent from my iPhone'")));
    }

    @Test
    void theSubjectOfAnAnswerIsNotThePersons() {
        assertEquals("RECORDED TALK UNSET", told(wrote("'subject':'Re: Unsubscribe','text':'Two, please'")));
    }

    @Test
    void thePeopleWhoDecideReadTheSubjectToo() {
        wrote("'subject':'I do not wish to be contacted','text':'Ana'");
        assertEquals(
                "I do not wish to be contacted\nAna",
                world.text("/followUps/0/messages/0/text", "list-follow-ups", "{'businessId':'b'}"));
    }

    @Test
    void theSubjectGoesWithAMessageOnly() {
        JsonNode answer = decided("CONTINUE", person, "'subject':'Unsubscribe'");
        assertEquals("REJECTED", answer.get("outcome").textValue());
        assertEquals("subject", answer.at("/errors/0/field").textValue());
    }

    /** A mail with a long quoted mail below it. */
    @Test
    void aLongTextIsReadFromItsBeginning() {
        String quote = "> New lamps, and how to unsubscribe\\n".repeat(6_000);
        assertEquals("RECORDED OPT_OUT OPTED_OUT", told(wrote("'text':'STOP\\n\\n" + quote + "'")));
        assertEquals(
                "RECORDED SUSPECTED_REFUSAL UNSET",
                told(wroteBySomebody("'text':'Do not wish to be contacted" + " and so on.".repeat(10_000) + "'")));
    }

    /** Only the operator knows what the person answers, and has nothing to win. */
    @Test
    void aBareNoHoldsUnlessTheOperatorSaysThatItAnswersNoMarketing() {
        for (String category : List.of("UTILITY", "AUTHENTICATION", "SERVICE", "CALL")) {
            assertEquals(
                    "RECORDED TALK UNSET", told(wroteBySomebody("'text':'No','answeredCategory':'" + category + "'")));
        }
        assertEquals("RECORDED SUSPECTED_REFUSAL UNSET", told(wroteBySomebody("'text':'No'")));
        assertEquals(
                "RECORDED SUSPECTED_REFUSAL UNSET",
                told(wroteBySomebody("'text':'No','answeredCategory':'MARKETING'")));
        assertEquals("RECORDED OPT_OUT OPTED_OUT", told(wroteBySomebody("'text':'STOP','answeredCategory':'UTILITY'")));
    }

    @Test
    void aCategoryThatAPersonNamesIsNotedAndCountsForNothing() {
        String said =
                "'userId':'%s','businessId':'b','decision':'MESSAGE_SENT','text':'No','answeredCategory':'UTILITY'";
        JsonNode answer = world.byPerson(person, "decide-consent", said, person);
        assertEquals("RECORDED SUSPECTED_REFUSAL UNSET", told(answer));
        assertEquals("answeredCategory", answer.at("/notes/0/field").textValue());
    }

    @Test
    void whatIsInAnUnknownScriptIsNotRecorded() {
        JsonNode answer = wrote("'requestId':'m','text':'" + UNKNOWN + "'");
        assertEquals("UNCHANGED UNKNOWN_SCRIPT UNSET", told(answer));
        assertEquals("m", answer.get("entryId").textValue());
        assertEquals("NONE", answer.at("/relation/conversation").textValue());
        assertNothingIsRecorded();
    }

    @Test
    void whatIsInAnUnknownScriptByWhatsAppIsNotRecorded() {
        Webhook.deliver(
                world,
                Envelopes.of(Envelopes.message(
                        "1", person, "wamid.1", UNKNOWN, world.clock.instant().getEpochSecond())));
        assertNothingIsRecorded();
    }

    /** The text of a message that is kept aside is dropped if it is long, so what it said is not known any more. */
    @Test
    void whatIsInAnUnknownScriptIsNoAgreementLaterEither() {
        Instant now = world.clock.instant();
        String update = Envelopes.message("9", person, "wamid.9", UNKNOWN.repeat(10), now.getEpochSecond());
        Webhook.deliver(world, Envelopes.of(update));
        world.call(
                "configure-business",
                "{'businessId':'late','name':'A','country':'RO','whatsapp':{'phoneNumberIds':['9']}}");
        world.call("replay-unknown", "{'phoneNumberId':'9'}");
        assertEquals(
                "NONE",
                world.text("/relation/conversation", "read-relation", "{'userId':'%s','businessId':'late'}", person));
    }

    private void assertNothingIsRecorded() {
        assertEquals(0, sizeOf(world.call("read-ledger", "{'userId':'%s','businessId':'b'}", person), "entries"));
        assertEquals(
                "FIRST_CONTACT_REQUIRED", world.may("'userId':'%s','businessId':'b','category':'UTILITY'", person));
    }

    private static String told(JsonNode answer) {
        return answer.get("outcome").textValue() + " " + answer.get("judged").textValue() + " "
                + answer.at("/relation/marketing").textValue();
    }

    private JsonNode wrote(String words) {
        return decided("MESSAGE_SENT", person, words);
    }

    private JsonNode wroteBySomebody(String words) {
        return decided("MESSAGE_SENT", World.somebody(), words);
    }

    private JsonNode decided(String decision, String who, String words) {
        return world.call(
                "decide-consent",
                "{'userId':'" + who + "','businessId':'b','decision':'" + decision + "'," + words + "}");
    }
}
