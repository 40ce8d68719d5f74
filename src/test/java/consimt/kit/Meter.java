package consimt.kit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts the calls of the SDK and the request units that the engine says they took. */
public final class Meter implements ExecutionInterceptor {

    /** A write whose condition fails costs what the item's size would; ours are below a kilobyte. */
    private static final double FAILED_WRITE = 1;

    private final List<String> calls = new ArrayList<>();
    private double readUnits;
    private double writeUnits;

    /** What one use took. */
    public record Reading(List<String> calls, double readUnits, double writeUnits) {

        public int count() {
            return calls.size();
        }

        /** In no order, which what is done at once does not have. */
        public Reading sorted() {
            return new Reading(calls.stream().sorted().toList(), readUnits, writeUnits);
        }

        @Override
        public String toString() {
            Map<String, Long> counted =
                    calls.stream().collect(groupingBy(call -> call, LinkedHashMap::new, counting()));
            return String.format(Locale.ROOT, "%s, %.1f read units, %.1f write units", counted, readUnits, writeUnits);
        }
    }

    /** What was counted since the last time, and begins anew. */
    public synchronized Reading take() {
        Reading reading = new Reading(List.copyOf(calls), readUnits, writeUnits);
        calls.clear();
        readUnits = 0;
        writeUnits = 0;
        return reading;
    }

    @Override
    public synchronized void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        calls.add(context.request().getClass().getSimpleName().replace("Request", ""));
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        SdkRequest request = context.request();
        if (request instanceof GetItemRequest get) {
            return get.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof BatchGetItemRequest get) {
            return get.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof QueryRequest query) {
            return query.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof ScanRequest scan) {
            return scan.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof PutItemRequest put) {
            return put.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof UpdateItemRequest update) {
            return update.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof DeleteItemRequest delete) {
            return delete.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof BatchWriteItemRequest write) {
            return write.toBuilder().returnConsumedCapacity(total).build();
        } else if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.toBuilder().returnConsumedCapacity(total).build();
        }
        return request;
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        if (response instanceof GetItemResponse get) {
            readUnits += units(get.consumedCapacity());
        } else if (response instanceof BatchGetItemResponse get) {
            get.consumedCapacity().forEach(table -> readUnits += units(table));
        } else if (response instanceof QueryResponse query) {
            readUnits += units(query.consumedCapacity());
        } else if (response instanceof ScanResponse scan) {
            readUnits += units(scan.consumedCapacity());
        } else if (response instanceof PutItemResponse put) {
            writeUnits += units(put.consumedCapacity());
        } else if (response instanceof TransactWriteItemsResponse transaction) {
            transaction.consumedCapacity().forEach(table -> writeUnits += units(table));
        } else if (response instanceof DeleteItemResponse delete) {
            writeUnits += units(delete.consumedCapacity());
        } else if (response instanceof BatchWriteItemResponse write) {
            write.consumedCapacity().forEach(table -> writeUnits += units(table));
        } else if (response instanceof UpdateItemResponse update) {
            writeUnits += units(update.consumedCapacity());
        }
    }

    @Override
    public synchronized void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof ConditionalCheckFailedException) {
            writeUnits += FAILED_WRITE;
        }
    }

    private static double units(ConsumedCapacity capacity) {
        if (capacity == null) {
            throw new IllegalStateException("the engine did not say what a call took");
        }
        return capacity.capacityUnits();
    }
}
