package consimt.dynamodb;

import consimt.whatsapp.WordsInUse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One item in the table of {@link DynamoUnclaimedUpdates}, with an attribute for each version. It never expires. */
@Singleton
class DynamoWordsInUse implements WordsInUse {

    /** {@code #} is in no number and no business's id. */
    private static final AttributeValue KEY = Items.text("#words");

    private final DynamoDbClient client;
    private final String table;

    DynamoWordsInUse(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.aside();
    }

    @Override
    public Instant since(String version, Instant now) {
        String attribute = Attributes.SINCE_OF + version;
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of(Attributes.OF, KEY, Attributes.ID, KEY))
                .updateExpression("SET #since = if_not_exists(#since, :now)")
                .expressionAttributeNames(Map.of("#since", attribute))
                .expressionAttributeValues(Map.of(":now", Items.text(Texts.instant(now))))
                .returnValues(ReturnValue.ALL_NEW)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.updateItem(request)).attributes();
        return Instant.parse(Items.text(item, attribute));
    }
}
