package consimt.dynamodb;

import consimt.runtime.Rehearsal.FirstCall;
import jakarta.inject.Singleton;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a key that never exists. */
@Singleton
record DynamoFirstCall(Store store) implements FirstCall {

    private static final Map<String, AttributeValue> NOBODY = Map.of(Attributes.BUSINESS_ID, Items.text("#nobody"));

    @Override
    public void make() {
        try {
            store.client()
                    .getItem(get -> get.tableName(store.tables().businesses()).key(NOBODY));
        } catch (AwsServiceException answered) {
            // A function whose role does not allow the read has an answer, too.
        }
    }
}
