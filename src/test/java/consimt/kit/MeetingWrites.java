package consimt.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Between the SDK and the engine: refuses what DynamoDB refuses and the engine does not, a write that meets a running
 * transaction at one of its items. A share of all writes is refused as if it had met one.
 */
public final class MeetingWrites implements ExecutionInterceptor {

    /** Some milliseconds, as long as a transaction takes there. */
    private static final long TAKES_NANOS = 5_000_000;

    private static final ExecutionAttribute<List<String>> HELD = new ExecutionAttribute<>("items of a transaction");

    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Random random = new Random(20261124);
    private volatile double shareOfTransactions;
    private volatile double shareOfPlainWrites;

    /** How many of a kind are refused whatever they meet, from 0 to 1. */
    public MeetingWrites refusing(double ofTransactions, double ofPlainWrites) {
        shareOfTransactions = ofTransactions;
        shareOfPlainWrites = ofPlainWrites;
        return this;
    }

    /** How many writes were refused so far. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof TransactWriteItemsRequest transaction) {
            begin(transaction, attributes);
        } else if (request instanceof PutItemRequest put) {
            meet(key(put.tableName(), put.item()));
        } else if (request instanceof UpdateItemRequest update) {
            meet(key(update.tableName(), update.key()));
        }
    }

    private void begin(TransactWriteItemsRequest transaction, ExecutionAttributes attributes) {
        List<String> items = new ArrayList<>();
        List<CancellationReason> reasons = new ArrayList<>();
        boolean refuses = isOne(shareOfTransactions);
        for (TransactWriteItem item : transaction.transactItems()) {
            String key = item.put() == null
                    ? key(item.update().tableName(), item.update().key())
                    : key(item.put().tableName(), item.put().item());
            boolean isFree = !refuses && held.add(key);
            if (isFree) {
                items.add(key);
            }
            reasons.add(CancellationReason.builder()
                    .code(isFree ? "None" : "TransactionConflict")
                    .build());
        }
        if (items.size() < reasons.size()) {
            held.removeAll(items);
            refused.incrementAndGet();
            throw TransactionCanceledException.builder()
                    .message("refused, on purpose")
                    .cancellationReasons(reasons)
                    .build();
        }
        attributes.putAttribute(HELD, items);
        LockSupport.parkNanos(TAKES_NANOS);
    }

    private void meet(String key) {
        if (held.contains(key) || isOne(shareOfPlainWrites)) {
            refused.incrementAndGet();
            throw TransactionConflictException.builder()
                    .message("refused, on purpose")
                    .build();
        }
    }

    private boolean isOne(double share) {
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        end(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        end(attributes);
    }

    private void end(ExecutionAttributes attributes) {
        List<String> items = attributes.getAttribute(HELD);
        if (items != null) {
            held.removeAll(items);
        }
    }

    private static String key(String table, Map<String, AttributeValue> item) {
        List<String> names = table.endsWith("ledger")
                ? List.of("relation", "entryId")
                : table.endsWith("follow-ups") ? List.of("businessId", "followUpId") : List.of("userId", "businessId");
        Map<String, AttributeValue> key = new TreeMap<>(item);
        key.keySet().retainAll(names);
        return table + key;
    }
}
