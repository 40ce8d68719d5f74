package consimt.sqs;

import consimt.notice.delivery.NoticeQueue;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A FIFO queue. The group of a message is its relation. Its own id is that of the notice, which SQS knows for minutes. */
final class SqsNoticeQueue implements NoticeQueue {

    private final Supplier<SqsClient> clients;
    private final String url;
    private @Nullable SqsClient made;

    /** @param clients makes the client at the first use: most functions never use it */
    SqsNoticeQueue(Supplier<SqsClient> clients, String url) {
        this.clients = clients;
        this.url = url;
    }

    private synchronized SqsClient client() {
        if (made == null) {
            made = clients.get();
        }
        return made;
    }

    @Override
    public void put(List<ForQueue> notices) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (ForQueue notice : notices) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .messageGroupId(notice.group())
                    .messageDeduplicationId(notice.id())
                    .messageBody(notice.body())
                    .build());
        }
        try {
            if (!client().sendMessageBatch(send -> send.queueUrl(url).entries(entries))
                    .failed()
                    .isEmpty()) {
                throw new StoreUnavailable("the queue did not take all");
            }
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }

    @Override
    public void showAgain(String receipt, Duration pause) {
        try {
            client().changeMessageVisibility(change ->
                    change.queueUrl(url).receiptHandle(receipt).visibilityTimeout((int) pause.toSeconds()));
        } catch (MessageNotInflightException | ReceiptHandleIsInvalidException shownAlready) {
            // The time of the message was over, so somebody reads it again already.
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }
}
