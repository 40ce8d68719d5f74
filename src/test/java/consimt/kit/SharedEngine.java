package consimt.kit;

import consimt.local.Engine;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A local engine for some worlds. To make a table takes longer with each table that is there, so others follow it. */
final class SharedEngine {

    private static final int WORLDS = 40;

    private static SharedEngine current = new SharedEngine();

    private final URI endpoint = Engine.start(null).endpoint();

    /** One for all worlds that do not look at its calls. */
    private final DynamoDbClient client = World.client(endpoint);

    private int worlds;

    /** The engine for one more world. */
    static synchronized SharedEngine forOneMore() {
        if (current.worlds == WORLDS) {
            current = new SharedEngine();
        }
        current.worlds++;
        return current;
    }

    URI endpoint() {
        return endpoint;
    }

    DynamoDbClient client() {
        return client;
    }
}
