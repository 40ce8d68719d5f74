package consimt.kit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client of a memory engine. An operation that no store calls, or a field that no store sets, is an error: the engine does
 * not know it.
 */
final class MemoryClient implements DynamoDbClient {

    /** The fields of requests and of what is in them that the engine looks at. */
    private static final Set<String> KNOWN = Set.of(
            "TableName",
            "Key",
            "Item",
            "ConsistentRead",
            "UpdateExpression",
            "ConditionExpression",
            "KeyConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "IndexName",
            "Limit",
            "ExclusiveStartKey",
            "ScanIndexForward",
            "Segment",
            "TotalSegments",
            "RequestItems",
            "TransactItems",
            "Put",
            "Update",
            "Delete",
            "Keys",
            "KeySchema",
            "AttributeDefinitions",
            "GlobalSecondaryIndexes",
            "BillingMode");

    private static final SdkHttpFullResponse OK =
            SdkHttpFullResponse.builder().statusCode(200).build();

    private final MemoryEngine engine;
    private final Interceptions interceptions;

    MemoryClient(MemoryEngine engine, List<ExecutionInterceptor> interceptors) {
        this.engine = engine;
        this.interceptions = new Interceptions(interceptors);
    }

    @SuppressWarnings("unchecked") // what interceptors give back is of the same type
    private <I extends SdkRequest, O extends SdkResponse> O call(I request, Function<I, O> operation) {
        return (O) interceptions.around(request, new Interceptions.Way() {
            @Override
            public @Nullable SdkHttpFullRequest written(SdkRequest asked) {
                checkKnown(asked);
                return null;
            }

            @Override
            public SdkHttpFullResponse sent(@Nullable SdkHttpFullRequest nothing) {
                return OK;
            }

            @Override
            public SdkResponse read(SdkRequest asked, SdkHttpFullResponse response, ExecutionAttributes attributes) {
                SdkResponse answer;
                synchronized (engine) {
                    answer = operation.apply((I) asked);
                }
                // A copy of an answer takes longer than the answer, and most have nothing to tell.
                return response == OK && !(answer instanceof DescribeTableResponse)
                        ? answer
                        : answer.toBuilder().sdkHttpResponse(response).build();
            }
        });
    }

    private static void checkKnown(SdkPojo asked) {
        for (SdkField<?> field : asked.sdkFields()) {
            // A token of a transaction is drawn where none is set.
            Object value = asked instanceof SdkRequest request
                    ? request.getValueForField(field.memberName(), Object.class).orElse(null)
                    : field.getValueOrDefault(asked);
            boolean isSet = value != null
                    && !(value instanceof SdkAutoConstructMap)
                    && !(value instanceof SdkAutoConstructList);
            if (isSet && !KNOWN.contains(field.memberName())) {
                throw new UnsupportedOperationException("no store sets " + field.memberName());
            }
            parts(value).forEach(MemoryClient::checkKnown);
        }
    }

    /** Of a transaction or a batch. */
    private static Stream<SdkPojo> parts(@Nullable Object value) {
        Stream<?> all = value instanceof Collection<?> list
                ? list.stream()
                : value instanceof Map<?, ?> map ? map.values().stream() : Stream.ofNullable(value);
        return all.filter(part -> part instanceof TransactWriteItem
                        || part instanceof KeysAndAttributes
                        || part instanceof Put
                        || part instanceof Update
                        || part instanceof Delete)
                .map(SdkPojo.class::cast);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return call(request, engine::get);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return call(request, engine::put);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return call(request, engine::update);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return call(request, engine::delete);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return call(request, engine::transact);
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return call(request, engine::write);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return call(request, engine::get);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return call(request, engine::query);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return call(request, engine::scan);
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return call(request, engine::create);
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        return call(request, engine::delete);
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return call(request, engine::describe);
    }

    @Override
    public String serviceName() {
        return DynamoDbClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
}
