package consimt.messaging;

import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A FIFO queue. The group of a message is its relation. Its own id is that of the notice, which SQS knows for minutes. */
record SqsNoticeQueue(Supplier<SqsClient> client, String url) implements NoticeQueue {

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
            if (!client.get()
                    .sendMessageBatch(send -> send.queueUrl(url).entries(entries))
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
            client.get()
                    .changeMessageVisibility(change ->
                            change.queueUrl(url).receiptHandle(receipt).visibilityTimeout((int) pause.toSeconds()));
        } catch (MessageNotInflightException | ReceiptHandleIsInvalidException shownAlready) {
            // The time of the message was over, so somebody reads it again already.
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }
}
