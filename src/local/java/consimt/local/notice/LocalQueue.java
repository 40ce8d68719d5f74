package consimt.local.notice;

import consimt.local.Template;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue of notices on an SQS server of this machine, made as the deployment template has it. */
public final class LocalQueue implements AutoCloseable {

    private final SqsClient client;
    private final String url;

    /** @param url of a queue that there is */
    LocalQueue(String url) {
        this(client(URI.create(url).resolve("/")), url);
    }

    private LocalQueue(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /**
     * Makes a queue with its queue of dead letters.
     *
     * @param name without the ending that a queue with an order has
     */
    public static LocalQueue make(String name) {
        Map<String, Object> declared =
                Template.map(Map.copyOf(Template.read().resources("AWS::SQS::Queue")), "NoticeQueue");
        Object tries = Template.map(declared, "RedrivePolicy").get("maxReceiveCount");
        return make(name, String.valueOf(declared.get("VisibilityTimeout")), String.valueOf(tries));
    }

    /**
     * @param visibility for how many seconds nobody else gets a message that somebody got
     * @param tries after so many a message goes to the dead letters
     */
    public static LocalQueue make(String name, String visibility, String tries) {
        SqsClient client = client(QueueServer.address());
        String dead = made(client, name + "-dead-letters.fifo", Map.of());
        String arn = client.getQueueAttributes(get -> get.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String url = made(
                client,
                name + ".fifo",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        visibility,
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%s}".formatted(arn, tries)));
        return new LocalQueue(client, url);
    }

    private static String made(SqsClient client, String name, Map<QueueAttributeName, String> more) {
        Map<QueueAttributeName, String> attributes = new HashMap<>(more);
        attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
        return client.createQueue(create -> create.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static SqsClient client(URI server) {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(server)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    public String url() {
        return url;
    }

    /** The dead letters, as a queue. */
    public LocalQueue deadLetters() {
        return new LocalQueue(client, url.replace(".fifo", "-dead-letters.fifo"));
    }

    /** At most one message, so that nothing waits behind another's. */
    public List<Message> receive(Duration wait) {
        return client.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(1)
                        .waitTimeSeconds((int) wait.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    public void delete(Message message) {
        client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    /** Whether it has no message, not even one that somebody works on or that is shown later. */
    public boolean isEmpty() {
        return client
                .getQueueAttributes(get -> get.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    @Override
    public void close() {
        client.close();
    }
}
