package consimt.infra;

import static consimt.infra.TemplateParts.assertWritten;
import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.local.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What WhatsApp's topic publishes is tried for a day, and then kept where it can be brought back from. */
class TopicQueueTemplateTest {

    private static final Template TEMPLATE = Template.read();
    private static final Map<String, Map<String, Object>> QUEUES = TEMPLATE.resources("AWS::SQS::Queue");
    private static final Map<String, Object> QUEUE = QUEUES.get("WhatsAppQueue");

    @Test
    void itIsTriedForADayAndThenKept() {
        int visibility = (int) QUEUE.get("VisibilityTimeout");
        int timeout = (int) map(map(TEMPLATE.document(), "Globals"), "Function").get("Timeout");
        assertEquals(6 * timeout, visibility, "as Lambda wants it");
        Map<String, Object> redrive = map(QUEUE, "RedrivePolicy");
        assertEquals(Map.of("!GetAtt", "WhatsAppDeadLetters.Arn"), redrive.get("deadLetterTargetArn"));
        assertEquals(Duration.ofDays(1), Duration.ofSeconds((long) visibility * (int) redrive.get("maxReceiveCount")));
        // Its age counts from when it was published, among the dead letters too.
        assertEquals((int) Duration.ofDays(7).toSeconds(), QUEUE.get("MessageRetentionPeriod"));
        assertEquals(
                (int) Duration.ofDays(14).toSeconds(),
                QUEUES.get("WhatsAppDeadLetters").get("MessageRetentionPeriod"));
    }

    @Test
    void everyQueueIsEncryptedAndAnswersOverTlsOnly() {
        Map<String, Map<String, Object>> policies = TEMPLATE.resources("AWS::SQS::QueuePolicy");
        Set<String> closed = new TreeSet<>();
        policies.values().forEach(policy -> {
            List<String> queues = list(policy, "Queues").stream()
                    .map(each -> asMap(each).get("!Ref").toString())
                    .toList();
            List<Object> arns = queues.stream()
                    .<Object>map(queue -> Map.of("!GetAtt", queue + ".Arn"))
                    .toList();
            queues.forEach(queue ->
                    assertEquals(Map.of("!Ref", "Key"), QUEUES.get(queue).get("KmsMasterKeyId"), queue));
            closed.addAll(queues);
            assertEquals(
                    Map.of(
                            "Sid",
                            "OverTlsOnly",
                            "Effect",
                            "Deny",
                            "Principal",
                            "*",
                            "Action",
                            "sqs:*",
                            "Resource",
                            arns.size() == 1 ? arns.get(0) : arns,
                            "Condition",
                            Map.of("Bool", Map.of("aws:SecureTransport", "false"))),
                    list(map(policy, "PolicyDocument"), "Statement").get(0));
        });
        assertEquals(QUEUES.keySet(), closed);
    }

    @Test
    void nobodyButTheTopicFillsIt() {
        List<Object> statements = list(
                map(TEMPLATE.resources("AWS::SQS::QueuePolicy").get("WhatsAppQueuePolicy"), "PolicyDocument"),
                "Statement");
        assertEquals(2, statements.size());
        assertWritten("""
                ['HasWhatsAppTopic',{'Sid':'TheTopicFillsIt','Effect':'Allow','Principal':{'Service':'sns.amazonaws.com'},
                 'Action':'sqs:SendMessage','Resource':{'!GetAtt':'WhatsAppQueue.Arn'},
                 'Condition':{'ArnEquals':{'aws:SourceArn':{'!Ref':'WhatsAppTopicArn'}}}},{'!Ref':'AWS::NoValue'}]""", asMap(statements.get(1)).get("!If"));
    }

    /** Only once the queue lets it in, and as it was published. */
    @Test
    void theTopicIsReadByWayOfTheQueueAndEachMessageIsAcknowledgedByItself() {
        assertWritten("""
                {'TopicArn':{'!Ref':'WhatsAppTopicArn'},'Protocol':'sqs','Endpoint':{'!GetAtt':'WhatsAppQueue.Arn'},
                 'RawMessageDelivery':true}""", TEMPLATE.resources("AWS::SNS::Subscription").get("WhatsAppSubscription"));
        assertEquals(
                "WhatsAppQueuePolicy",
                map(map(TEMPLATE.document(), "Resources"), "WhatsAppSubscription")
                        .get("DependsOn"));
        assertWritten("""
                {'EventSourceArn':{'!GetAtt':'WhatsAppQueue.Arn'},
                'FunctionName':{'!Ref':'ReceiveWhatsappSns.Alias'},'BatchSize':5,
                'FunctionResponseTypes':['ReportBatchItemFailures']}""", TEMPLATE.resources("AWS::Lambda::EventSourceMapping").get("WhatsAppQueueReader"));
    }

    /** In the name of the one function that it is read for. */
    @Test
    void lambdaMayReadItAndNothingElse() {
        Map<String, Map<String, Object>> policies = TEMPLATE.resources("AWS::IAM::Policy");
        Map<String, Object> policy = policies.get("WhatsAppQueueMayBeRead");
        assertEquals(List.of(Map.of("!Ref", "ReceiveWhatsappSnsRole")), list(policy, "Roles"));
        assertWritten("""
                [{'Effect':'Allow','Action':['sqs:ReceiveMessage','sqs:DeleteMessage',
                'sqs:GetQueueAttributes'],'Resource':{'!GetAtt':'WhatsAppQueue.Arn'}}]""", list(map(policy, "PolicyDocument"), "Statement"));
    }

    @Test
    void peopleAreToldOfWhatWaitsAndOfWhatFailedForGood() {
        Map<String, Map<String, Object>> alarms = TEMPLATE.resources("AWS::CloudWatch::Alarm");
        assertAlarm(alarms.get("UpdatesOfTheTopicWait"), "ApproximateAgeOfOldestMessage", "WhatsAppQueue", 900);
        assertAlarm(
                alarms.get("UpdatesOfTheTopicFailedForGood"),
                "ApproximateNumberOfMessagesVisible",
                "WhatsAppDeadLetters",
                0);
    }

    private static void assertAlarm(Map<String, Object> alarm, String metric, String queue, int threshold) {
        assertEquals("AWS/SQS", alarm.get("Namespace"));
        assertEquals(metric, alarm.get("MetricName"));
        assertEquals(
                List.of(Map.of("Name", "QueueName", "Value", Map.of("!GetAtt", queue + ".QueueName"))),
                list(alarm, "Dimensions"));
        assertEquals(threshold, alarm.get("Threshold"));
        assertEquals("GreaterThanThreshold", alarm.get("ComparisonOperator"));
    }
}
