package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Queues;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import org.junit.jupiter.api.Test;

class QueueCostTest {

    private static final int MANY = Cases.of(3_000, 100_000);

    @Test
    void theFirstPageOfManyCostsWhatThatOfAHundredDoes() {
        Meter meter = new Meter();
        World world = World.fresh(meter);
        Queues.fill(world, "small", 100);
        Queues.fill(world, "large", MANY);
        list(world, "small");
        meter.take();
        JsonNode small = list(world, "small");
        Meter.Reading ofSmall = meter.take();
        list(world, "large");
        meter.take();
        JsonNode large = list(world, "large");
        Meter.Reading ofLarge = meter.take();

        assertEquals(50, small.get("followUps").size());
        assertEquals(50, large.get("followUps").size());
        assertEquals(100, small.at("/counts/open").intValue());
        assertEquals(MANY, large.at("/counts/open").intValue());
        assertEquals(ofSmall, ofLarge);
    }

    private static JsonNode list(World world, String business) {
        return world.call("list-follow-ups", "{'businessId':'%s'}", business);
    }
}
