package consimt.dynamodb;

import consimt.runtime.FirstCall;
import jakarta.inject.Singleton;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a key that never exists. */
@Singleton
class DynamoFirstCall implements FirstCall {

    private static final Map<String, AttributeValue> NOBODY = Map.of(Attributes.BUSINESS_ID, Items.text("#nobody"));

    private final DynamoDbClient client;
    private final String table;

    DynamoFirstCall(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.businesses();
    }

    @Override
    public void make() {
        try {
            client.getItem(get -> get.tableName(table).key(NOBODY));
        } catch (AwsServiceException answered) {
            // A function whose role does not allow the read has an answer, too.
        }
    }
}
