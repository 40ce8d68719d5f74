package consimt.sqs;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.QUEUE_ARN;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.REDRIVE_POLICY;

import consimt.doctor.Finding;
import consimt.doctor.FindingCode;
import consimt.doctor.StackPart;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The queues of the stack, and what failed for good in them. A queue that is not configured is not looked at.
 *
 * @param clients by the URL of a queue
 * @param urls by the names in the template
 */
@Singleton
record DeployedQueues(Function<String, SqsClient> clients, Map<String, Optional<String>> urls) implements StackPart {

    private static final String DEAD_LETTERS = "DeadLetters";

    private static final Map<String, String> FAILING_TO =
            Map.of("NoticeQueue", "Notice" + DEAD_LETTERS, "WhatsAppQueue", "WhatsApp" + DEAD_LETTERS);

    @Inject
    DeployedQueues() {
        this(
                url -> Queues.client(Optional.of(url), Setting.of("consimt.notices.local", Boolean.class)),
                Map.of(
                        "NoticeQueue",
                        Setting.find("consimt.notices.queue"),
                        "NoticeDeadLetters",
                        Setting.find("consimt.doctor.notice-dead-letters"),
                        "WhatsAppQueue",
                        Setting.find("consimt.doctor.whatsapp-queue"),
                        "WhatsAppDeadLetters",
                        Setting.find("consimt.doctor.whatsapp-dead-letters"),
                        DEAD_LETTERS,
                        Setting.find("consimt.doctor.dead-letters")));
    }

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Map<QueueAttributeName, String>> queues = new TreeMap<>();
        new TreeMap<>(urls)
                .forEach((name, url) -> url.ifPresent(its -> read(its)
                        .ifPresentOrElse(
                                queue -> queues.put(name, queue),
                                () -> findings.add(FindingCode.QUEUE_MISSING.about(name)))));
        queues.forEach((name, queue) -> {
            Map<QueueAttributeName, String> dead = queues.get(FAILING_TO.getOrDefault(name, ""));
            if (dead != null && !queue.getOrDefault(REDRIVE_POLICY, "").contains('"' + dead.get(QUEUE_ARN) + '"')) {
                findings.add(FindingCode.QUEUE_DIFFERS.about(name));
            }
            if (name.endsWith(DEAD_LETTERS) && messages(queue) > 0) {
                findings.add(FindingCode.DEAD_LETTERS.about(name));
            }
        });
        return findings;
    }

    /** Also those that somebody is reading. */
    private static int messages(Map<QueueAttributeName, String> queue) {
        return Integer.parseInt(queue.getOrDefault(APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
                + Integer.parseInt(queue.getOrDefault(APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0"));
    }

    private Optional<Map<QueueAttributeName, String>> read(String url) {
        try (SqsClient client = clients.apply(url)) {
            return Optional.of(
                    client.getQueueAttributes(queue -> queue.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                            .attributes());
        } catch (QueueDoesNotExistException none) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }
}
