package consimt.dynamodb;

import static java.util.stream.Collectors.toSet;

import consimt.runtime.StoreUnavailable;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Every call of the SDK goes through here, so that none of its exceptions goes further. */
final class Calls {

    private Calls() {}

    /** A failed condition and a cancelled transaction pass through: they are answers. A write that meets one is repeated. */
    static <T> T to(Supplier<T> call) {
        try {
            return Conflicts.past(call);
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

    /** Which items' conditions failed, of a transaction that was cancelled; none where it was for something else. */
    static Set<Integer> failedConditions(TransactionCanceledException canceled) {
        return IntStream.range(0, canceled.cancellationReasons().size())
                .filter(i -> "ConditionalCheckFailed"
                        .equals(canceled.cancellationReasons().get(i).code()))
                .boxed()
                .collect(toSet());
    }
}
