package consimt.sqs;

import consimt.doctor.StackPart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The five queues of a stack, with nothing in them. */
public final class QueuesStandIn implements SqsClient {

    /** By the names of queues: their attributes. */
    public final Map<String, Map<QueueAttributeName, String>> queues = new HashMap<>();

    public boolean isSilent;

    public QueuesStandIn() {
        for (String name :
                new String[] {"NoticeQueue", "NoticeDeadLetters", "WhatsAppQueue", "WhatsAppDeadLetters", "DeadLetters"
                }) {
            queues.put(name, new HashMap<>(Map.of(QueueAttributeName.QUEUE_ARN, "arn:" + name)));
        }
        failing("NoticeQueue", "NoticeDeadLetters");
        failing("WhatsAppQueue", "WhatsAppDeadLetters");
    }

    public void failing(String queue, String to) {
        queues.get(queue)
                .put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"arn:%s\",\"maxReceiveCount\":104}".formatted(to));
    }

    public StackPart part() {
        return new DeployedQueues(
                url -> this,
                Stream.of("NoticeQueue", "NoticeDeadLetters", "WhatsAppQueue", "WhatsAppDeadLetters", "DeadLetters")
                        .collect(Collectors.toMap(Function.identity(), Optional::of)));
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        if (isSilent) {
            throw SdkClientException.create("nobody answers");
        }
        Map<QueueAttributeName, String> attributes = queues.get(request.queueUrl());
        if (attributes == null) {
            throw QueueDoesNotExistException.builder().build();
        }
        return GetQueueAttributesResponse.builder().attributes(attributes).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
