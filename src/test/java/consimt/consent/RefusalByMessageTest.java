package consimt.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import consimt.relation.Standings.Consistency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that is an opt-out is no agreement to the conversation. The permissions after it are in the table of rules. */
class RefusalByMessageTest {

    private static final String TALK =
            "'requestId':'talk','text':'Is the book there?','occurredAt':'2026-11-20T09:00:00Z'";
    private static final String STOP = "'requestId':'stop','text':'STOP','occurredAt':'2026-11-20T10:00:00Z'";

    private final World world = World.fresh();

    @Test
    void aRefusalByMessageIsNoAgreement() {
        JsonNode answer = says("40700000001", "'requestId':'stop','text':'STOP'");
        assertEquals(
                World.tree(
                        "{'outcome':'RECORDED','entryId':'stop','judged':'OPT_OUT','relation':{'userId':'40700000001',"
                                + "'businessId':'b','blocked':false,'blockedSince':null,'conversation':'NONE','basis':null,"
                                + "'conversationSince':null,'marketing':'OPTED_OUT','marketingSince':'2026-11-24T12:00:00Z',"
                                + "'removal':{'status':'DONE'},'reports':0}}"),
                answer);
        ObjectNode entry = (ObjectNode) world.call("read-ledger", "{'userId':'40700000001','businessId':'b'}")
                .at("/entries/0");
        entry.remove("evidence");
        assertEquals(
                World.tree(
                        "{'entryId':'stop','kind':'MARKETING_PREFERENCE','value':'OPT_OUT','byMessage':true,"
                                + "'occurredAt':'2026-11-24T12:00:00Z','recordedAt':'2026-11-24T12:00:00Z','actor':'PERSON','calledBy':{'kind':'OPERATOR'}}"),
                entry);
    }

    @Test
    void talkAndARefusalByMessageEndAlikeInBothOrders() {
        for (List<String> order : List.of(List.of(TALK, STOP), List.of(STOP, TALK), List.of(STOP, TALK, STOP))) {
            String person = World.somebody();
            order.forEach(message -> says(person, message));
            assertEquals(
                    World.tree(
                            "{'marks':['FIRST_REFUSED 2026-11-20T10:00:00Z','IMPLIED 2026-11-20T09:00:00Z','OPTED_OUT 2026-11-20T10:00:00.999Z',"
                                    + "'REFUSED_BY_MESSAGE 2026-11-20T10:00:00.999Z']}"),
                    World.tree("{'marks':%s}", marks(person)));
        }
    }

    private List<String> marks(String person) {
        var marks = world.stores
                .standings()
                .of(World.relation(person, "b"), Consistency.STRONG)
                .marks();
        return marks.keys().stream()
                .map(key -> "'" + key.kind() + " " + marks.get(key).at() + "'")
                .sorted()
                .toList();
    }

    private JsonNode says(String person, String message) {
        return world.call(
                "decide-consent", "{'userId':'%s','businessId':'b','decision':'MESSAGE_SENT',%s}", person, message);
    }
}
