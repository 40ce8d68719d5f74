package consimt.infra;

import static consimt.infra.TemplateParts.assertWritten;
import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.local.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What AWS asks of the stream, the queue and the index that notices come from. */
class NoticeTemplateTest {

    private static final Template TEMPLATE = Template.read();

    /** AWS keeps the order of each item, by both parts of its key. Each entry of a relation is an item of its own. */
    @Test
    void aShardIsReadOneBatchAtATime() {
        Map<String, Object> reader =
                TEMPLATE.resources("AWS::Lambda::EventSourceMapping").get("LedgerStreamReader");
        assertEquals(1, reader.getOrDefault("ParallelizationFactor", 1));
    }

    /** What a business may not see is in no place where its changes are listed. The time is a key of the other index. */
    @Test
    void theListOfChangesHasKeysAndNoticesAlone() {
        Map<String, Object> changes =
                list(TEMPLATE.resources("AWS::DynamoDB::Table").get("Ledger"), "GlobalSecondaryIndexes").stream()
                        .map(Template::asMap)
                        .filter(index -> index.get("IndexName").equals("changesByBusiness"))
                        .findFirst()
                        .orElseThrow();
        assertWritten(
                "{'ProjectionType':'INCLUDE','NonKeyAttributes':['occurredAt','notice']}", map(changes, "Projection"));
    }

    /** Each notice that is given up holds the later ones of its relation for a day, while their age goes on. */
    @Test
    void theQueueKeepsWhatWaitsBehindOthersOfItsRelation() {
        assertEquals(
                1_209_600,
                TEMPLATE.resources("AWS::SQS::Queue").get("NoticeQueue").get("MessageRetentionPeriod"));
    }

    @Test
    void theStreamMayBeFound() {
        Map<String, Object> policy = TEMPLATE.resources("AWS::IAM::Policy").get("NoticesMayBePublished");
        Object first = list(map(policy, "PolicyDocument"), "Statement").get(0);
        assertTrue(list(asMap(first), "Action").contains("dynamodb:ListStreams"));
    }
}
