package consimt.dynamodb;

import consimt.whatsapp.WordsInUse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item in the table of {@link DynamoUnclaimedUpdates}, with an attribute for each version. It never expires. */
@Singleton
class DynamoWordsInUse implements WordsInUse {

    /** {@code #} is in no number and no business's id. */
    private static final AttributeValue KEY = Items.text("#words");

    private final Table table;

    DynamoWordsInUse(DynamoDbClient client, Tables tables) {
        this.table = new Table(client, tables.aside());
    }

    @Override
    public Instant since(String version, Instant now) {
        String attribute = Attributes.SINCE_OF + version;
        Map<String, AttributeValue> before = table.update(
                Map.of(Attributes.OF, KEY, Attributes.ID, KEY),
                new Write().setIfAbsent(attribute, Items.text(Texts.instant(now))));
        return Objects.requireNonNullElse(Items.optional(before, attribute, Instant::parse), now);
    }
}
