package consimt.infra;

import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import consimt.kit.Grant;
import consimt.local.Template;
import io.quarkus.funqy.Funq;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Template and code agree, and the template keeps the rules that reviewers check. */
class InfrastructureTest {

    private static final Template TEMPLATE = Template.read();
    private static final Map<String, Map<String, Object>> FUNCTIONS = TEMPLATE.resources("AWS::Serverless::Function");
    private static final Map<String, Map<String, Object>> TABLES = TEMPLATE.resources("AWS::DynamoDB::Table");
    private static final Set<String> SECRETS =
            Set.of("${LinkKeyName}", "${LinkKeyName}.previous", "${WhatsAppSecrets}/*");
    private static final Map<String, Object> GLOBALS = map(map(TEMPLATE.document(), "Globals"), "Function");

    @Test
    void everyFunctionOfTheCodeIsDeployedAndNoOther() {
        Set<String> inCode = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("consimt").stream()
                        .flatMap(each -> each.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Funq.class))
                        .map(method -> method.getAnnotationOfType(Funq.class).value())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> deployed = FUNCTIONS.values().stream()
                .map(function -> variables(function).get("QUARKUS_FUNQY_EXPORT").toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(inCode, deployed);
        assertEquals(FUNCTIONS.size(), deployed.size());
        FUNCTIONS.forEach((name, function) -> assertEquals(
                name.toLowerCase(),
                variables(function).get("QUARKUS_FUNQY_EXPORT").toString().replace("-", "")));
    }

    @Test
    void everyVariableOfTheEnvironmentIsAPropertyOfTheCode() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        Set<String> known = properties.stringPropertyNames().stream()
                .map(name -> name.toUpperCase().replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
        // Those that have no value of their own in the code.
        known.addAll(Set.of(
                "CONSIMT_OPERATOR_BUSINESS_ID",
                "CONSIMT_PUBLIC_ADDRESS",
                "CONSIMT_BUSINESS_TOKEN_ISSUER",
                "CONSIMT_BUSINESS_TOKEN_AUDIENCE",
                "QUARKUS_FUNQY_EXPORT"));
        Set<String> set = new TreeSet<>(variables(GLOBALS).keySet());
        FUNCTIONS.values().forEach(function -> set.addAll(variables(function).keySet()));
        assertTrue(known.containsAll(set), set::toString);
        assertTrue(
                set.containsAll(known.stream()
                        .filter(name -> name.startsWith("CONSIMT_TABLE"))
                        .toList()),
                "every table's name is set");
    }

    @Test
    void everyTableIsKeptRecoverableAndEncryptedWithTheKey() {
        assertEquals(Set.of("Relations", "Ledger", "FollowUps", "Businesses", "Revocations", "Aside"), TABLES.keySet());
        TABLES.forEach((name, table) -> {
            assertEquals("PAY_PER_REQUEST", table.get("BillingMode"), name);
            assertEquals(true, table.get("DeletionProtectionEnabled"), name);
            assertEquals(
                    Map.of("PointInTimeRecoveryEnabled", true), table.get("PointInTimeRecoverySpecification"), name);
            assertEquals(
                    Map.of("SSEEnabled", true, "SSEType", "KMS", "KMSMasterKeyId", Map.of("!Ref", "Key")),
                    table.get("SSESpecification"),
                    name);
        });
    }

    @Test
    void whatHoldsDataStaysWhenTheStackIsDeleted() {
        map(TEMPLATE.document(), "Resources").forEach((name, value) -> {
            Map<String, Object> resource = asMap(value);
            if (Set.of(
                            "AWS::DynamoDB::Table",
                            "AWS::KMS::Key",
                            "AWS::SQS::Queue",
                            "AWS::Logs::LogGroup",
                            "AWS::SecretsManager::Secret")
                    .contains(resource.get("Type"))) {
                assertEquals("Retain", resource.get("DeletionPolicy"), name);
                assertEquals("Retain", resource.get("UpdateReplacePolicy"), name);
            }
        });
    }

    @Test
    void everyFunctionIsTracedEncryptedVersionedAndItsFailuresAreKept() {
        assertEquals("java25", GLOBALS.get("Runtime"));
        assertEquals(List.of("arm64"), GLOBALS.get("Architectures"));
        assertEquals("io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest", GLOBALS.get("Handler"));
        assertEquals("Active", GLOBALS.get("Tracing"));
        assertEquals(Map.of("ApplyOn", "PublishedVersions"), GLOBALS.get("SnapStart"));
        assertEquals("live", GLOBALS.get("AutoPublishAlias"));
        assertEquals(Map.of("!GetAtt", "Key.Arn"), GLOBALS.get("KmsKeyArn"));
        assertEquals(
                Map.of("Type", "SQS", "TargetArn", Map.of("!GetAtt", "DeadLetters.Arn")),
                GLOBALS.get("DeadLetterQueue"));
        Map<String, Map<String, Object>> logs = TEMPLATE.resources("AWS::Logs::LogGroup");
        FUNCTIONS.forEach((name, function) -> {
            assertEquals(Map.of("LogGroup", Map.of("!Ref", name + "Log")), function.get("LoggingConfig"));
            assertEquals(
                    Map.of("!Ref", "LogRetentionDays"), logs.get(name + "Log").get("RetentionInDays"));
            assertEquals(Map.of("!GetAtt", "Key.Arn"), logs.get(name + "Log").get("KmsKeyId"));
        });
    }

    @Test
    void everyFunctionHasAnAlarm() {
        Set<String> alarmed = TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
                .filter(alarm -> "Errors".equals(alarm.get("MetricName")))
                .map(alarm -> asMap(asMap(list(alarm, "Dimensions").get(0)).get("Value"))
                        .get("!Ref")
                        .toString())
                .collect(Collectors.toSet());
        assertEquals(FUNCTIONS.keySet(), alarmed);
    }

    @Test
    void whatTheFunctionsCountHasAnAlarm() throws IOException {
        Pattern counting = Pattern.compile("\\.count\\(\"(\\w+)\"|OVERDUE = \"(\\w+)\"");
        Set<String> counted = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                counting.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .forEach(counted::add);
            }
        }
        assertTrue(counted.contains("OverdueFollowUps"), counted::toString);
        assertEquals(
                counted,
                TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
                        .filter(alarm -> "Consimt".equals(alarm.get("Namespace")))
                        .map(alarm -> alarm.get("MetricName").toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void nothingHasAPhysicalNameOrASecret() throws IOException {
        String text = Files.readString(Path.of("infra/template.yaml"));
        for (String name :
                List.of("TableName:", "FunctionName:", "QueueName:", "LogGroupName:", "RoleName:", "AliasName:")) {
            assertFalse(
                    Pattern.compile("^\\s+" + name + "(?! !Ref )", Pattern.MULTILINE)
                            .matcher(text)
                            .find(),
                    name);
        }
        assertFalse(Pattern.compile("AKIA[0-9A-Z]{16}|(?i)password(?!Length)|BEGIN [A-Z ]*PRIVATE KEY")
                .matcher(text)
                .find());
        assertFalse(Pattern.compile("\\b\\d{12}\\b").matcher(text).find(), "an account's number");
    }

    @Test
    void noPermissionIsWiderThanATableOrAnIndexOrASecret() {
        FUNCTIONS.forEach((name, function) -> {
            for (Grant grant : Grant.of(function)) {
                if (grant.action().equals("secretsmanager:GetSecretValue")) {
                    assertTrue(SECRETS.contains(grant.table()), name + " " + grant);
                    continue;
                }
                assertTrue(grant.action().matches("dynamodb:[A-Z][A-Za-z]+"), name + " " + grant);
                assertFalse(grant.action().equals("dynamodb:Scan"), name);
                assertTrue(TABLES.containsKey(grant.table()), name + " " + grant);
                assertTrue(
                        grant.index().isEmpty() || indexes(grant.table()).contains(grant.index()), name + " " + grant);
            }
        });
    }

    private static List<Object> indexes(String table) {
        return list(TABLES.get(table), "GlobalSecondaryIndexes").stream()
                .map(index -> asMap(index).get("IndexName"))
                .toList();
    }

    private static Map<String, Object> variables(Map<String, Object> function) {
        return map(map(function, "Environment"), "Variables");
    }
}
