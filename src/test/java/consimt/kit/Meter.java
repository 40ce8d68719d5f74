package consimt.kit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

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
        SdkRequest.Builder asking = context.request().toBuilder();
        field(asking, "ReturnConsumedCapacity").ifPresent(field -> field.set(asking, "TOTAL"));
        return asking.build();
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        Object took = field(response.toBuilder(), "ConsumedCapacity")
                .map(field -> field.getValueOrDefault(response))
                .orElse(List.of());
        double units = (took instanceof List<?> tables ? tables : Collections.singletonList(took))
                .stream().mapToDouble(Meter::units).sum();
        if (response.getClass().getSimpleName().matches("(Batch)?GetItemResponse|QueryResponse|ScanResponse")) {
            readUnits += units;
        } else {
            writeUnits += units;
        }
    }

    @SuppressWarnings("unchecked") // the two fields are of these types
    private static Optional<SdkField<Object>> field(Object of, String name) {
        return ((SdkPojo) of)
                .sdkFields().stream()
                        .filter(field -> field.memberName().equals(name))
                        .map(field -> (SdkField<Object>) field)
                        .findFirst();
    }

    @Override
    public synchronized void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof ConditionalCheckFailedException) {
            writeUnits += FAILED_WRITE;
        }
    }

    private static double units(Object capacity) {
        if (capacity instanceof ConsumedCapacity told) {
            return told.capacityUnits();
        }
        throw new IllegalStateException("the engine did not say what a call took");
    }
}
