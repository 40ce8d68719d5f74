package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.followup.Customer;
import consimt.kit.Cases;
import consimt.kit.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Wishes about scopes, and their removals, come back from the ledger: each part of what is stored. */
class RebuildByScopeTest {

    private static final World WORLD = World.fresh();

    private static final Set<String> KEY = Set.of("userId", "businessId");

    private record State(
            Map<String, AttributeValue> relation, List<String> work, List<String> causes, List<String> standing) {

        static State of(Customer customer) {
            List<JsonNode> all = customer.followUps();
            return new State(
                    stored(customer), customer.work(all), customer.causes(all), customer.standing(customer.id, all));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out:offers",
                "out:offers out:all in:wa1",
                "out:offers out:news done:offers in:sms",
                "out:offers done:offers in:offers out:wa1",
                "out:offers done:offers in:offers out:offers",
                "out:offers in:all out:news done:news",
                "out:all done:all in:offers",
                "out:sms+offers in:all out:sms+offers out:sms",
                "out:offers out:news out:parcels out:wa1 out:wa2 out:sms out:email done:news",
                "out:offers out:news out:parcels out:wa1 out:wa2 out:sms out:email done:news in:all",
                "out:offers out:news out:parcels out:wa1 out:wa2 out:sms out:email done:news in:all out:push done:all",
                "stop:sms",
                "stop:sms+offers in:sms+offers",
                "stop:sms in:sms stop:email done:email",
                "stop:sms late:all",
                "stop:sms out:offers out:news out:parcels out:wa1 out:wa2 out:email",
                "stop:sms out:offers out:news out:parcels out:wa1 out:wa2 out:email in:sms stop:rcs in:all",
                "out:all out:offers late:all",
                "out:all done:all in:offers out:all",
                "out:offers out:news out:parcels out:wa1 out:wa2 out:email stop:sms+news stop:rcs",
                "out:all out:offers done:all late:all",
                "out:all out:wa out:wa1 late:all done:wa",
            })
    void whateverIsLostComesBack(String said) {
        Customer customer = new Customer(WORLD).says(said);
        State right = State.of(customer);
        assertEquals(List.of(), rebuild(customer, true));
        lose(customer, Map.of());
        rebuild(customer, false);
        assertEquals(right, State.of(customer), "the relation was lost");
        int place = said.length();
        for (String attribute : new TreeSet<>(right.relation.keySet())) {
            if (!KEY.contains(attribute) && Cases.takes(place++, 13)) {
                Map<String, AttributeValue> less = new HashMap<>(right.relation);
                less.remove(attribute);
                lose(customer, less);
                rebuild(customer, false);
                assertEquals(right, State.of(customer), attribute + " was lost");
            }
        }
        for (JsonNode each : customer.followUps()) {
            WORLD.client.deleteItem(delete -> delete.tableName(WORLD.tables.followUps())
                    .key(Map.of(
                            "businessId", AttributeValue.fromS(customer.shop),
                            "followUpId",
                                    AttributeValue.fromS(each.get("followUpId").textValue()))));
        }
        rebuild(customer, false);
        assertEquals(right, State.of(customer), "the work was lost");
        assertEquals(List.of(), rebuild(customer, true));
    }

    /** Puts this in place of the relation; nothing, if it is empty. */
    private static void lose(Customer customer, Map<String, AttributeValue> less) {
        Map<String, AttributeValue> key =
                Map.of("userId", AttributeValue.fromS(customer.id), "businessId", AttributeValue.fromS(customer.shop));
        WORLD.client.deleteItem(
                delete -> delete.tableName(WORLD.tables.relations()).key(key));
        if (!less.isEmpty()) {
            WORLD.client.putItem(put -> put.tableName(WORLD.tables.relations()).item(less));
        }
    }

    private static Map<String, AttributeValue> stored(Customer customer) {
        return WORLD.client
                .getItem(get -> get.tableName(WORLD.tables.relations())
                        .key(Map.of(
                                "userId", AttributeValue.fromS(customer.id),
                                "businessId", AttributeValue.fromS(customer.shop)))
                        .consistentRead(true))
                .item();
    }

    private static List<JsonNode> rebuild(Customer customer, boolean dryRun) {
        return WORLD.pages("rebuild-relation", "differences", customer.who() + ",'dryRun':" + dryRun);
    }
}
