package consimt.infra;

import static consimt.infra.TemplateParts.assertWritten;
import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Attributes;
import consimt.kit.Grant;
import consimt.kit.Wiring;
import consimt.local.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            Set.of("LinkKey", "${WhatsAppSecrets}/*", "${NoticeSecrets}/*", "${ReceiptSecrets}/*");
    private static final Map<String, Object> GLOBALS = map(map(TEMPLATE.document(), "Globals"), "Function");

    @Test
    void everyFunctionOfTheCodeIsDeployedAndNoOther() {
        Set<String> deployed = FUNCTIONS.values().stream()
                .map(function -> variables(function).get("QUARKUS_FUNQY_EXPORT").toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Wiring.functions(), deployed);
        assertEquals(FUNCTIONS.size(), deployed.size());
        FUNCTIONS.forEach((name, function) -> assertEquals(
                name.toLowerCase(),
                variables(function).get("QUARKUS_FUNQY_EXPORT").toString().replace("-", "")));
    }

    /** What is not set: what Lambda sets, where secrets are kept in AWS, and the names that follow from another. */
    @Test
    void whatCanBeConfiguredIsSetInTheEnvironmentAndNothingElse() throws IOException {
        Set<String> configurable = inSources("Setting\\.\\w+\\(\"([^\"]+)\"").stream()
                .map(InfrastructureTest::variable)
                .collect(Collectors.toCollection(TreeSet::new));
        configurable.add("QUARKUS_FUNQY_EXPORT"); // the framework's own
        configurable.add("JAVA_TOOL_OPTIONS"); // the JVM's own
        configurable.removeAll(Set.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "CONSIMT_SECRETS",
                "CONSIMT_NOTICES_LOCAL",
                "CONSIMT_PRIMING_ALL",
                "QUARKUS_APPLICATION_VERSION",
                "CONSIMT_WHATSAPP_APP_SECRET_NAME",
                "CONSIMT_WHATSAPP_VERIFY_TOKEN_NAME"));
        Set<String> set = new TreeSet<>(variables(GLOBALS).keySet());
        FUNCTIONS.values().forEach(function -> set.addAll(variables(function).keySet()));
        assertEquals(configurable, set);
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** All that a pattern's first group finds in the code. */
    private static Set<String> inSources(String pattern) throws IOException {
        Pattern found = Pattern.compile(pattern);
        Set<String> all = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                found.matcher(Files.readString(source)).results().forEach(each -> all.add(each.group(1)));
            }
        }
        return all;
    }

    @Test
    void everyTableIsKeptRecoverableAndEncryptedWithTheKey() {
        assertEquals(Set.of("Relations", "Ledger", "FollowUps", "Businesses", "Revocations", "Aside"), TABLES.keySet());
        TABLES.forEach((name, table) -> {
            assertEquals("PAY_PER_REQUEST", table.get("BillingMode"), name);
            assertEquals(true, table.get("DeletionProtectionEnabled"), name);
            assertWritten("{'PointInTimeRecoveryEnabled':true}", table.get("PointInTimeRecoverySpecification"), name);
            assertWritten(
                    "{'SSEEnabled':true,'SSEType':'KMS','KMSMasterKeyId':{'!Ref':'Key'}}",
                    table.get("SSESpecification"),
                    name);
        });
    }

    @Test
    void whatEndsByItselfIsDeletedByTheAttributeThatTheStoreWrites() {
        Map<String, Object> expiry = Map.of("AttributeName", Attributes.EXPIRES_AT, "Enabled", true);
        assertEquals(Map.of("Revocations", expiry, "Aside", expiry), whereThereIs("TimeToLiveSpecification", TABLES));
    }

    @Test
    void theLedgerTellsOfEachNewEntry() {
        assertEquals(Map.of("StreamViewType", "NEW_IMAGE"), TABLES.get("Ledger").get("StreamSpecification"));
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
                assertTrue(Set.of("Retain", "RetainExceptOnCreate").contains(resource.get("DeletionPolicy")), name);
                assertEquals("Retain", resource.get("UpdateReplacePolicy"), name);
            }
        });
    }

    @Test
    void everyFunctionIsTracedEncryptedVersionedAndItsFailuresAreKept() {
        assertEquals("java25", GLOBALS.get("Runtime"));
        assertEquals(List.of("arm64"), GLOBALS.get("Architectures"));
        assertEquals("io.quarkus.funqy.lambda.FunqyStreamHandler", GLOBALS.get("Handler"));
        assertEquals("PassThrough", GLOBALS.get("Tracing"), "what the gateway traces");
        assertEquals(Map.of("ApplyOn", "PublishedVersions"), GLOBALS.get("SnapStart"));
        assertEquals("live", GLOBALS.get("AutoPublishAlias"));
        assertEquals(true, GLOBALS.get("AutoPublishAliasAllProperties"), "else a parameter would wait for a new zip");
        assertEquals(Map.of("!GetAtt", "Key.Arn"), GLOBALS.get("KmsKeyArn"));
        assertWritten("{'Type':'SQS','TargetArn':{'!GetAtt':'DeadLetters.Arn'}}", GLOBALS.get("DeadLetterQueue"));
        Map<String, Map<String, Object>> logs = TEMPLATE.resources("AWS::Logs::LogGroup");
        FUNCTIONS.forEach((name, function) -> {
            assertEquals(Map.of("LogGroup", Map.of("!Ref", name + "Log")), function.get("LoggingConfig"));
            assertWritten("{'!Ref':'LogRetentionDays'}", logs.get(name + "Log").get("RetentionInDays"));
            assertEquals(Map.of("!GetAtt", "Key.Arn"), logs.get(name + "Log").get("KmsKeyId"));
        });
    }

    @Test
    void everyFunctionHasAnAlarmAndItsPlaceOnTheDashboard() {
        assertEquals(FUNCTIONS.keySet(), alarmed("AWS/Lambda", "Errors"));
        String dashboard = TEMPLATE.resources("AWS::CloudWatch::Dashboard")
                .get("Dashboard")
                .get("DashboardBody")
                .toString();
        for (String metric : List.of("Invocations", "Errors", "Throttles")) {
            String listed = dashboard.substring(dashboard.indexOf("\"" + metric + "\", \"FunctionName\""));
            String widget = listed.substring(0, listed.indexOf("]]"));
            assertEquals(
                    FUNCTIONS.keySet(),
                    Pattern.compile("\\$\\{(\\w+)}")
                            .matcher(widget)
                            .results()
                            .map(each -> each.group(1))
                            .collect(Collectors.toSet()),
                    metric);
        }
    }

    @Test
    void waysByWhichWishesComeInHaveAnAlarmForThrottling() {
        assertEquals(
                Set.of(
                        "AuthorizeCaller",
                        "CheckPermission",
                        "DecideConsent",
                        "RequestOptOut",
                        "Unsubscribe",
                        "ReceiveEvent",
                        "ReceiveWhatsapp",
                        "ReceiveWhatsappSns"),
                alarmed("AWS/Lambda", "Throttles"));
    }

    @Test
    void whatTheFunctionsCountHasAnAlarmAndItsPlaceOnTheDashboard() throws IOException {
        Set<String> counted = new TreeSet<>(inSources("\\bcount\\(\"(\\w+)\""));
        counted.addAll(inSources("(?:OVERDUE|FAILED) = \"(\\w+FollowUps)\""));
        assertTrue(counted.containsAll(Set.of("OverdueFollowUps", "FailedFollowUps")), counted::toString);
        Set<String> alarmed = metrics("Consimt")
                .map(metric -> metric.get("MetricName").toString())
                .collect(Collectors.toCollection(TreeSet::new));
        // How many claims there are is neither good nor bad.
        assertTrue(alarmed.addAll(Set.of("ClaimsMade", "ClaimsDisowned")));
        assertEquals(counted, alarmed);
        String dashboard = TEMPLATE.resources("AWS::CloudWatch::Dashboard").toString();
        counted.forEach(metric -> assertTrue(dashboard.contains("[\"Consimt\", \"" + metric + "\"]"), metric));
    }

    /** The check, what says of every call who calls, what makes a link for every mail, and what the stream calls are not limited. */
    @Test
    void functionsThatOnlyReadCannotStarveTheCheckAndTheWebhook() {
        Set<String> reading = FUNCTIONS.entrySet().stream()
                .filter(each -> onlyReads(Grant.of(each.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(reading.removeAll(
                Set.of("CheckPermission", "AuthorizeCaller", "IssuePersonLink", "IssuePersonLinks", "PublishNotices")));
        assertTrue(
                reading.containsAll(Set.of("ReadRelation", "ReadLedger", "ListFollowUps", "ReportFollowUps")),
                reading::toString);
        Map<String, Object> expected =
                new TreeMap<>(Map.of("RemindFollowUps", inProduction(2), "ResumeNotices", inProduction(2)));
        // It waits for an endpoint, one test at a time for each business.
        reading.add("TestNotice");
        // It stores its public key now and then, and else it reads.
        reading.add("GiveReceipt");
        reading.forEach(name -> expected.put(name, inProduction(Map.of("!Ref", "ReadersAtOnce"))));
        assertEquals(expected, whereThereIs("ReservedConcurrentExecutions", FUNCTIONS));
    }

    private static Object inProduction(Object value) {
        return Map.of("!If", List.of("IsProduction", value, Map.of("!Ref", "AWS::NoValue")));
    }

    /** An account that is new may run ten executions at once, and the template asks for nothing. */
    @Test
    void theDefaultsFitEveryAccount() {
        Map<String, Object> parameters = map(TEMPLATE.document(), "Parameters");
        assertEquals(
                List.of(),
                parameters.keySet().stream()
                        .filter(name -> !map(parameters, name).containsKey("Default"))
                        .toList());
        assertEquals("off", map(parameters, "Production").get("Default"));
        assertWritten(
                "{'!Equals':[{'!Ref':'Production'},'on']}",
                map(TEMPLATE.document(), "Conditions").get("IsProduction"));
        assertWritten(
                "{'MaximumConcurrency':{'!If':['IsProduction',200,2]}}",
                TEMPLATE.resources("AWS::Lambda::EventSourceMapping")
                        .get("NoticeQueueReader")
                        .get("ScalingConfig"));
    }

    /** What is given once stays: the file has no parameters, and {@code sam deploy} keeps those that it is not given. */
    @Test
    void aDeploymentAsksNothingAndTakesNoParameterAway() throws IOException {
        String settings = Files.readString(Path.of("infra/samconfig.toml"));
        assertTrue(settings.contains("confirm_changeset = false\n"), settings);
        assertFalse(settings.contains("parameter_overrides"), settings);
    }

    /** What has a price without a call is there where somebody asked for it. */
    @Test
    void alarmsAreThereWhereSomebodyGetsThemAndTheDashboardInProduction() {
        Map<String, Set<Object>> conditions = new TreeMap<>();
        map(TEMPLATE.document(), "Resources")
                .values()
                .forEach(resource -> conditions
                        .computeIfAbsent(asMap(resource).get("Type").toString(), type -> new HashSet<>())
                        .add(asMap(resource).getOrDefault("Condition", "")));
        assertEquals(Set.of("HasAlarmTopic", "TellsWhoIsHeldOff"), conditions.get("AWS::CloudWatch::Alarm"));
        assertEquals(Set.of("IsProduction"), conditions.get("AWS::CloudWatch::Dashboard"));
        TEMPLATE.resources("AWS::CloudWatch::Alarm")
                .forEach((name, alarm) ->
                        assertEquals(List.of(Map.of("!Ref", "AlarmTopicArn")), alarm.get("AlarmActions"), name));
    }

    private static boolean onlyReads(Set<Grant> grants) {
        return grants.stream().anyMatch(grant -> grant.action().startsWith("dynamodb:"))
                && grants.stream()
                        .map(Grant::action)
                        .filter(action -> action.startsWith("dynamodb:"))
                        .allMatch(Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")::contains);
    }

    /** The functions for whose metric there is an alarm. */
    private static Set<String> alarmed(String namespace, String metricName) {
        return metrics(namespace)
                .filter(metric -> metricName.equals(metric.get("MetricName")))
                .map(metric -> asMap(asMap(list(metric, "Dimensions").get(0)).get("Value"))
                        .get("!Ref")
                        .toString())
                .collect(Collectors.toSet());
    }

    /** What alarms look at, by itself or in an expression. */
    private static Stream<Map<String, Object>> metrics(String namespace) {
        return TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
                .flatMap(alarm -> alarm.containsKey("Metrics")
                        ? list(alarm, "Metrics").stream()
                                .map(each -> asMap(each))
                                .filter(each -> each.containsKey("MetricStat"))
                                .map(each -> map(map(each, "MetricStat"), "Metric"))
                        : Stream.of(alarm))
                .filter(metric -> namespace.equals(metric.get("Namespace")));
    }

    @Test
    void nothingHasAPhysicalNameOrASecret() throws IOException {
        String text = Files.readString(Path.of("infra/template.yaml"));
        // SAM names a schedule after the function, unless it is told not to.
        assertEquals(
                true,
                map(map(map(FUNCTIONS.get("RemindFollowUps"), "Events"), "Schedule"), "Properties")
                        .get("OmitName"));
        assertEquals(
                List.of(),
                map(TEMPLATE.document(), "Resources").entrySet().stream()
                        // By its name it is found, and beside it the former one.
                        .filter(each -> !each.getKey().equals("ReceiptKey"))
                        // CloudFormation makes no name for these; theirs have the stack's.
                        .filter(each -> !"AWS::CloudFront::Function"
                                .equals(asMap(each.getValue()).get("Type")))
                        .filter(each ->
                                map(asMap(each.getValue()), "Properties").containsKey("Name"))
                        .map(Map.Entry::getKey)
                        .toList());
        // A FIFO queue may have the stack's name in its own.
        for (String name :
                List.of("TableName:", "FunctionName:", "QueueName:", "LogGroupName:", "RoleName:", "AliasName:")) {
            assertFalse(
                    Pattern.compile("^\\s+" + name + "(?! !Ref | !Sub \\$\\{AWS::StackName}-)", Pattern.MULTILINE)
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
                assertTrue(TABLES.containsKey(grant.table()), name + " " + grant);
                assertTrue(
                        grant.index().isEmpty() || indexes(grant.table()).contains(grant.index()), name + " " + grant);
            }
        });
    }

    /** A scan costs as much as there is: the ledger is gone through to make the other tables from it, two others to look. */
    @Test
    void onlyTheRebuildingScansTheLedgerAndOnlyTheDoctorWhatIsFewer() {
        Set<String> scanning = new TreeSet<>();
        FUNCTIONS.forEach((name, function) -> Grant.of(function).stream()
                .filter(grant -> grant.action().equals("dynamodb:Scan"))
                .forEach(grant -> scanning.add(name + " " + grant)));
        assertEquals(
                Set.of(
                        "RebuildRelation dynamodb:Scan on Ledger",
                        "Doctor dynamodb:Scan on Businesses",
                        "Doctor dynamodb:Scan on Aside"),
                scanning);
    }

    /** In seconds. The gateway waits for 29; the reminders and what waits for endpoints are called by their schedules alone. */
    @Test
    void theRebuildingEndsBeforeTheGatewayStopsWaitingForIt() {
        assertWritten(
                "{'Doctor':29,'ErasePerson':29,'RebuildRelation':29,'RemindFollowUps':600,'ResumeNotices':60}",
                whereThereIs("Timeout", FUNCTIONS));
    }

    /** What it is of each resource that has it, by the resource's name. */
    private static Map<String, Object> whereThereIs(String property, Map<String, Map<String, Object>> resources) {
        Map<String, Object> found = new TreeMap<>();
        resources.forEach((name, resource) -> {
            if (resource.containsKey(property)) {
                found.put(name, resource.get(property));
            }
        });
        return found;
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
