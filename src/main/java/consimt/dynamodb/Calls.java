package consimt.dynamodb;

import static java.util.stream.Collectors.toSet;

import consimt.runtime.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Every call of the SDK goes through this class, so that no SDK exception leaves the package. */
final class Calls {

    private Calls() {}

    /**
     * Failed conditions and cancelled transactions pass through, because they are answers. A write that meets a
     * transaction is retried.
     */
    static <T> T to(Supplier<T> call) {
        try {
            return Retries.past(call);
        } catch (ConditionalCheckFailedException | TransactionCanceledException answer) {
            throw answer;
        } catch (AwsServiceException e) {
            throw new StoreUnavailable(
                    e.awsErrorDetails() == null
                            ? e.getClass().getSimpleName()
                            : e.awsErrorDetails().errorCode());
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }

    /** The units that a call took; none if it did not tell, as a store that is no DynamoDB may do. */
    static double units(@Nullable ConsumedCapacity told) {
        return told == null ? 0 : told.capacityUnits();
    }

    /** @return false if the condition of the write fails */
    static boolean isDone(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException failed) {
            return false;
        }
    }

    /** All of it or nothing; false if a condition fails. If another call was writing one of the items, it is tried again. */
    static boolean transact(DynamoDbClient client, List<TransactWriteItem> items) {
        return failed(client, tries -> items).isEmpty();
    }

    /**
     * The same, for items that are made anew for each try.
     *
     * @return the items whose conditions failed; none if it is done
     */
    static Set<Integer> failed(DynamoDbClient client, IntFunction<List<TransactWriteItem>> items) {
        for (int tries = 0; tries < Retries.TRIES; tries++) {
            Set<Integer> failed = refusal(client, items.apply(tries)).orElse(null);
            if (failed == null || !failed.isEmpty()) {
                return failed == null ? Set.of() : failed;
            }
            Retries.Pause.SLEEPING.of(Retries.pauseAfter(tries));
        }
        throw new StoreUnavailable("a transaction was cancelled each time");
    }

    /**
     * All of it or nothing.
     *
     * @return if nothing, the items whose conditions failed; none if another call was writing one of the items
     */
    static Optional<Set<Integer>> refusal(DynamoDbClient client, List<TransactWriteItem> items) {
        try {
            to(() -> client.transactWriteItems(request -> request.transactItems(items)));
            return Optional.empty();
        } catch (TransactionCanceledException canceled) {
            return Optional.of(IntStream.range(0, canceled.cancellationReasons().size())
                    .filter(i -> "ConditionalCheckFailed"
                            .equals(canceled.cancellationReasons().get(i).code()))
                    .boxed()
                    .collect(toSet()));
        }
    }
}
