package consimt.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A control: a handler without a framework, which reads the person's relation by the SDK and says whether there is one. */
public final class PlainCheck implements RequestHandler<Map<String, String>, Map<String, String>> {

    private final DynamoDbClient store = DynamoDbClient.builder()
            .endpointOverride(URI.create(System.getenv("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @Override
    public Map<String, String> handleRequest(Map<String, String> input, Context context) {
        Map<String, AttributeValue> key = Map.of(
                "userId", AttributeValue.fromS(input.get("userId")),
                "businessId", AttributeValue.fromS(input.get("businessId")));
        boolean isThere = store.getItem(
                        get -> get.tableName("consimt-relations").key(key))
                .hasItem();
        return Map.of("permission", isThere ? "ALLOWED" : "REFUSED");
    }
}
