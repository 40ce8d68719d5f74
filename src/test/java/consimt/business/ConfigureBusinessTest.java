package consimt.business;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigureBusinessTest {

    private final World world = World.fresh();

    @Test
    void aBusinessNeverConfiguredWorksWithTheDefaults() {
        assertEquals(
                World.tree("{'outcome':'FOUND','business':{'businessId':'b','timeZone':'UTC','languages':[],"
                        + "'removal':{'mode':'AUTOMATIC','days':5,'dayKind':'BUSINESS'},"
                        + "'marketingBasis':'OPT_IN','marketingBasisOf':'NO_COUNTRY','reasons':[]},"
                        + "'basis':{'applies':'OPT_IN','why':'NO_COUNTRY'}}"),
                world.call("configure-business", "{'businessId':'b'}"));
        assertEquals("FOUND", world.outcome("configure-business", "{'businessId':'b','name':null}"));
    }

    @Test
    void whatIsSettledIsWhatIsRead() {
        String business = """
                'businessId':'b','name':'Librăria','country':'RO','timeZone':'Europe/Chisinau','languages':['ro','pt-BR'],
                'removal':{'mode':'MANUAL','days':10,'dayKind':'CALENDAR'},'marketingBasis':'EXPRESSED',
                'reasons':[{'code':'A_1','labels':{'ro':'Da','pt-BR':'Sim'}}],
                'notices':{'url':'https://shop.example/notices?x=1','secretName':'consimt/notices/shop'},
                'whatsapp':{'phoneNumberIds':['106540352242922'],'appSecretName':'consimt/whatsapp/a','verifyTokenName':'consimt/whatsapp/v',
                    'optOutWords':['Gata','nu mai vreau','2'],'optOutButtons':['promo-off','Nu, mulțumesc']}""";
        assertEquals(
                World.tree("{%s}", business),
                world.call("configure-business", "{%s}", business).get("business"));
        assertEquals(
                World.tree("{%s}", business),
                world.call("configure-business", "{'businessId':'b'}").get("business"));
    }

    @Test
    void aBusinessReadsItsOwnSettingsAndChangesNothing() {
        String settings = """
                'businessId':'b','name':'Librăria <b>','country':'RO','removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION',
                'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/shop'},
                'whatsapp':{'phoneNumberIds':['1'],'appSecretName':'consimt/whatsapp/a'}""";
        world.call("configure-business", "{%s}", settings);
        JsonNode read = world.call("configure-business", "{'businessId':'b'}");
        String own = "{'caller':{'kind':'BUSINESS','businessId':'b'},'input':{%s}}";
        assertEquals(read, world.call("read-settings", own, "'businessId':'b'"));
        assertEquals(read, world.call("read-settings", "{'businessId':'b'}"));
        assertEquals("WEAKER_THAN_LAW", read.at("/notes/0/code").textValue());
        assertEquals(
                "Pentru mesajele de marketing dumneavoastră cereți orice acord pentru conversație. Legea din România cere un acord"
                        + " pentru mesaje de marketing (Directive 2002/58/EC, art. 13(1); Law 506/2004, art. 12).",
                world.text("/notes/0/message", "read-settings", own, "'businessId':'b','locale':'ro'"));
        assertEquals("name", world.text("/errors/0/field", "read-settings", own, "'businessId':'b','name':'A'"));
        for (String asked : List.of("'businessId':'b'", settings)) {
            assertEquals("caller", world.text("/errors/0/field", "configure-business", own, asked));
        }
        assertEquals(read, world.call("configure-business", "{'businessId':'b'}"));
    }

    @Test
    void aWhatsAppNumberBelongsToOneBusiness() {
        assertEquals("RECORDED", withNumbers("a", "'1','2'").get("outcome").textValue());
        assertEquals("RECORDED", withNumbers("a", "'1','2'").get("outcome").textValue());
        JsonNode refused = withNumbers("b", "'3','2'");
        assertEquals("whatsapp.phoneNumberIds", refused.at("/errors/0/field").textValue());
        assertEquals("NOT_ALLOWED", refused.at("/errors/0/code").textValue());
        assertEquals("FOUND", world.outcome("configure-business", "{'businessId':'b'}"));
        assertEquals(
                false,
                world.call("configure-business", "{'businessId':'b'}")
                        .at("/business")
                        .has("whatsapp"));
        // Nothing of the refused one was kept, and what is given up is free.
        assertEquals("RECORDED", withNumbers("c", "'3'").get("outcome").textValue());
        assertEquals("RECORDED", withNumbers("a", "'1'").get("outcome").textValue());
        assertEquals("RECORDED", withNumbers("b", "'2'").get("outcome").textValue());
    }

    @Test
    void aBusinessWithoutWordsAndButtonsOfItsOwnIsToldWithoutThem() {
        withNumbers("b", "'1'");
        assertEquals(
                World.tree("{'phoneNumberIds':['1']}"),
                world.call("configure-business", "{'businessId':'b'}").at("/business/whatsapp"));
    }

    private JsonNode withNumbers(String business, String numbers) {
        return world.settle(business, "'whatsapp':{'phoneNumberIds':[%s]}", numbers);
    }

    @Test
    void aBusinessThatNamesOnlyItsCountryLivesInItsTimeZone() {
        JsonNode answer = world.settle("b", "");
        assertEquals("Europe/Bucharest", answer.at("/business/timeZone").textValue());
    }
}
