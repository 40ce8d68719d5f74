package consimt.dynamodb;

import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.dynamodb.DeployedTables.TableForm;
import consimt.local.Template;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DeployedTablesTest {

    private static final Tables NAMES =
            new Tables("Relations", "Ledger", "FollowUps", "Businesses", "Revocations", "Aside");

    @Test
    void theTablesAreLookedAtBesideWhatTheTemplateDeclares() {
        Map<String, TableForm> declared = new TreeMap<>();
        Template.read()
                .resources("AWS::DynamoDB::Table")
                .forEach((name, table) -> declared.put(name, form(name, table)));
        assertEquals(
                declared,
                new TreeMap<>(
                        DeployedTables.forms(NAMES).stream().collect(toMap(TableForm::logical, Function.identity()))));
    }

    private static TableForm form(String name, Map<String, Object> table) {
        List<String> indexes = list(table, "GlobalSecondaryIndexes").stream()
                .map(Template::asMap)
                .map(index -> index.get("IndexName") + ": " + key(index) + "; " + projection(map(index, "Projection")))
                .sorted()
                .toList();
        return new TableForm(
                name,
                name,
                key(table),
                indexes,
                "NEW_IMAGE".equals(map(table, "StreamSpecification").get("StreamViewType")),
                map(table, "TimeToLiveSpecification").equals(Map.of("AttributeName", "expiresAt", "Enabled", true)));
    }

    private static String key(Map<String, Object> of) {
        return list(of, "KeySchema").stream()
                .map(part -> asMap(part).get("AttributeName").toString())
                .collect(joining(", "));
    }

    private static String projection(Map<String, Object> of) {
        String more = list(of, "NonKeyAttributes").stream()
                .map(Object::toString)
                .sorted()
                .collect(joining(", "));
        return (of.get("ProjectionType") + " " + more).strip();
    }
}
