package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.local.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ten minutes of infra/README.md, word by word, and the script that does the same, on a machine that has nothing else
 * than what the document asks for. Stand-ins for {@code sam}, {@code aws}, {@code git} and Maven note what is called, and
 * refuse what does not exist. Without bash and jq these tests are left out.
 */
class FirstStepsTest {

    private static final String ASK =
            "{\"businessId\":\"librarie\",\"userId\":\"40755500001\",\"category\":\"MARKETING\"}";

    private static final String NOTES = "#!/usr/bin/env bash\necho \"%s $*\" >> \"$NOTED\"\n";

    /** Fails at the call whose number is in {@code CUT}. */
    private static final String CUT = "[ \"$(grep -c '' \"$NOTED\")\" != \"${CUT:-0}\" ] || exit 1\n";

    /** Outputs have their own names as values. A function gets the answers of the test. */
    private static final String AWS = NOTES.formatted("aws") + CUT + """
            case "$1 $2" in
              "cloudformation describe-stacks")
                name=${6#*\\'}
                name=${name%%\\'*}
                case $name in
                  Pages*) [ -n "${NO_PAGES:-}" ] || echo "https://$name" ;;
                  *) echo "${ARN:-https://}$name${ARN:+:live}" ;;
                esac ;;
              "lambda list-event-source-mappings") echo "${MAPPING:-Enabled}" ;;
              "lambda get-account-settings") echo "${LEFT:-10}" ;;
              "lambda get-function-configuration") cat "$VARIABLES" ;;
              "cloudformation detect-stack-drift") [ -z "${BUSY:-}" ] || exit 254; echo the-detection ;;
              "cloudformation describe-stack-drift-detection-status")
                [ -e "$NOTED.slept" ] && echo "${DETECTED:-DETECTION_COMPLETE}" || echo DETECTION_IN_PROGRESS ;;
              "cloudformation describe-stack-resource-drifts") echo '{"StackResourceDrifts":['"${DRIFTS:-}"']}' ;;
              "cloudformation list-stack-resources") echo "${INSIDE:-t-relations\tt-ledger\tt-aside}" ;;
              "dynamodb describe-continuous-backups") [ -z "${NO_TABLE:-}" ] || exit 254; echo "${RECOVERY:-ENABLED}" ;;
              "dynamodb describe-time-to-live") echo "${EXPIRY:-ENABLED\texpiresAt}" ;;
              "events describe-event-bus") [ -z "${NO_BUS:-}" ] || { echo "$NO_BUS" >&2; exit 254; } ;;
              "cloudwatch get-metric-statistics") echo "${WAITED:-None}" ;;
              "cloudwatch describe-alarms") echo "${ALARMS:-}" ;;
              "lambda invoke")
                cat >> "$NOTED"
                case $4 in
                  *ConfigureBusiness*) cat "$SETTINGS" > "${@: -1}" ;;
                  *IssueBusinessToken*) echo -n '{"token":"T","desk":{"url":"the-desk-with-a-token"}}' > "${@: -1}" ;;
                  *:Doctor*) [ -s "$NOTED.page" ] && cat "$NOTED.page" > "${@: -1}" || cat "$LOOKED" > "${@: -1}"; : > "$NOTED.page" ;;
                  *) echo -n '{"outcome":"CHECKED"}' > "${@: -1}" ;;
                esac
                echo "${FAULT:-None}" ;;
              "s3 sync") ;;
              *) echo "aws has no such command: $*" >&2; exit 2 ;;
            esac
            """;

    private static final String SAM = NOTES.formatted("sam") + CUT + """
            case "$*" in
              deploy) ;;
              "deploy --template-file template-set.yaml --parameter-overrides Production=on") cp template-set.yaml "$NOTED.template" ;;
              "deploy --parameter-overrides Pages=on") [ -z "${NO_PAGES:-}" ] ;;
              *) echo "sam has no such command: $*" >&2; exit 2 ;;
            esac
            """;

    /** What the document asks for, and what every system has. */
    private static final List<String> THERE = List.of(
            "bash", "jq", "awk", "cat", "cp", "date", "dirname", "find", "grep", "mkdir", "mktemp", "rm", "sed",
            "touch");

    private static final String MAVEN = NOTES.formatted("./mvnw")
            + CUT
            + "mkdir -p target/pages/shared && touch target/function.zip target/pages/shared/icon.svg\n";

    private static final List<String> STEPS = List.of(
            "./mvnw -q -Dlambda package",
            "sam deploy",
            "aws output CheckPermissionFunction",
            "aws lambda invoke https://CheckPermissionFunction",
            ASK,
            "sam deploy --parameter-overrides Pages=on");

    private static final String COPY = "aws s3 sync target/pages s3://https://PagesBucketName --delete";

    @TempDir
    Path folder;

    private final World world = World.fresh();
    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void standIns() throws IOException, InterruptedException {
        assumeTrue(has("bash") && has("jq"), "bash or jq is not installed");
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("consimt/infra"));
        Files.createDirectories(folder.resolve("consimt/src/main"));
        Files.createFile(folder.resolve("consimt/pom.xml"));
        for (String script : List.of("first-steps.sh", "look.sh", "call.sh", "output.sh")) {
            Files.copy(Path.of("infra", script), folder.resolve("consimt/infra/" + script));
        }
        for (String name : THERE) {
            for (String place : List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")) {
                Path link = folder.resolve("bin/" + name);
                if (!Files.exists(link) && Files.exists(Path.of(place + name))) {
                    Files.createSymbolicLink(link, Path.of(place + name));
                }
            }
        }
        program("bin/aws", AWS);
        program("bin/sam", SAM);
        program("bin/git", NOTES.formatted("git"));
        program("bin/sleep", "#!/usr/bin/env bash\ntouch \"$NOTED.slept\"\n");
        program("consimt/mvnw", MAVEN);
        settings(world.call("configure-business", "{'businessId':'operator'}"));
    }

    @Test
    void theScriptDoesTheTenMinutesAndTellsTheOperatorsSettingsWhereTheStackIs() throws Exception {
        assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
        List<String> expected = new ArrayList<>(STEPS);
        expected.addAll(List.of("aws output PagesAddress", "aws output PagesBucketName", COPY));
        assertEquals(expected, noted().subList(0, expected.size()));
        assertEquals("The desk: the-desk-with-a-token", printed.get(printed.size() - 1));
        JsonNode recorded = world.call("configure-business", "%s", settled());
        assertEquals("RECORDED", recorded.get("outcome").textValue(), recorded::toString);
        assertEquals(
                World.tree("{'address':'https://Url','pages':'https://PagesAddress'}"),
                recorded.at("/business/gateway"));
    }

    /** The archive of a release has no source, and nobody needs git, a JDK or Maven for it. */
    @Test
    void fromAnArchiveItDeploysWhatIsThereAndBuildsNothing() throws Exception {
        Path archive = folder.resolve("consimt");
        for (String gone : List.of("pom.xml", "mvnw", "src/main", "src", "../bin/git")) {
            Files.delete(archive.resolve(gone));
        }
        Files.createDirectories(archive.resolve("target/pages/shared"));
        Files.createFile(archive.resolve("target/function.zip"));
        Files.createFile(archive.resolve("target/pages/shared/icon.svg"));
        Files.createSymbolicLink(archive.resolve("first-steps.sh"), Path.of("infra/first-steps.sh"));
        assertEquals(0, run("consimt/first-steps.sh", Map.of()), printed::toString);
        List<String> expected = new ArrayList<>(STEPS.subList(1, STEPS.size()));
        expected.addAll(List.of("aws output PagesAddress", "aws output PagesBucketName", COPY));
        assertEquals(expected, noted().subList(0, expected.size()));
        assertEquals("The desk: the-desk-with-a-token", printed.get(printed.size() - 1));
    }

    /** SAM's versions follow the text of the template, and no value of a parameter. */
    @Test
    void aParameterThatIsSetMakesAVersionOfEachFunction() throws Exception {
        Path template = Files.copy(Path.of("infra/template.yaml"), folder.resolve("consimt/infra/template.yaml"));
        Files.copy(Path.of("infra/set.sh"), folder.resolve("consimt/infra/set.sh"));
        assertEquals(0, run("consimt/infra/set.sh", Map.of(), "Production=on"), printed::toString);
        assertEquals(
                List.of("sam deploy --template-file template-set.yaml --parameter-overrides Production=on"), noted());
        List<String> deployed = new ArrayList<>(Files.readAllLines(folder.resolve("noted.template")));
        List<String> before = Files.readAllLines(template);
        int added = before.indexOf("        CONSIMT_TABLE_RELATIONS: !Ref Relations") + 1;
        assertTrue(
                deployed.remove(added).matches(" {8}CONSIMT_SET_AT: \"20\\d\\d-\\d\\d-\\d\\dT[\\d:]{8}Z\""),
                "what all functions have");
        assertEquals(before, deployed);
        assertTrue(Files.notExists(folder.resolve("consimt/infra/template-set.yaml")));
    }

    /** Else it would deploy the code of before. */
    @Test
    void afterAChangeItPackagesAgainAndSaysWhatItDeploys() throws Exception {
        for (int calls : List.of(1, 0)) {
            assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
            assertEquals(calls, packaged());
            assertTrue(
                    printed.stream().anyMatch(line -> line.matches("Deploys target/function.zip of 20\\d\\d-.*")),
                    printed::toString);
            Files.delete(folder.resolve("noted"));
        }
        Path changed = Files.createFile(folder.resolve("consimt/src/main/Changed.java"));
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
        assertEquals(1, packaged());
    }

    private long packaged() throws IOException {
        return noted().stream().filter(call -> call.startsWith("./mvnw")).count();
    }

    @Test
    void whatTheOperatorSettledBeforeStays() throws Exception {
        world.settle("operator", "'name':'The desk','country':'DE','languages':['de']");
        settings(world.call("configure-business", "{'businessId':'operator'}"));
        assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
        JsonNode business = world.call("configure-business", "%s", settled()).get("business");
        assertEquals("The desk", business.get("name").textValue());
        assertEquals("DE", business.get("country").textValue());
        assertEquals(World.tree("['de']"), business.get("languages"));
        assertEquals("https://Url", business.at("/gateway/address").textValue());
    }

    @Test
    void whereANewAccountMayMakeNoDistributionTheRestWorks() throws Exception {
        assertEquals(0, run("consimt/infra/first-steps.sh", Map.of("NO_PAGES", "yes")));
        assertTrue(printed.contains("There are no pages. All the rest works: docs/deploying.md"), printed::toString);
        assertEquals(
                List.of(), noted().stream().filter(call -> call.contains("s3")).toList());
        // Nobody would see this token.
        assertEquals(
                List.of(),
                noted().stream()
                        .filter(call -> call.contains("IssueBusinessToken"))
                        .toList());
        assertEquals(
                World.tree("{'address':'https://Url'}"),
                World.tree("%s", settled()).get("gateway"));
    }

    @Test
    void whereItWasCutItGoesOn() throws Exception {
        assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
        List<String> whole = noted();
        for (int cut = 1; cut <= whole.size(); cut += 4) {
            Files.deleteIfExists(folder.resolve("noted"));
            Files.deleteIfExists(folder.resolve("consimt/target/pages/shared/icon.svg"));
            run("consimt/infra/first-steps.sh", Map.of("CUT", String.valueOf(cut)));
            boolean isPackaged = Files.exists(folder.resolve("consimt/target/pages/shared/icon.svg"));
            Files.delete(folder.resolve("noted"));
            assertEquals(0, run("consimt/infra/first-steps.sh", Map.of()));
            assertEquals(isPackaged ? whole.subList(1, whole.size()) : whole, noted(), "cut at call " + cut);
        }
    }

    private static final String NOTHING = "{\"outcome\":\"LOOKED\",\"findings\":[]}";

    private static final Map<String, String> SOUND = Map.of("ARN", "arn:aws:lambda:eu-central-1:1:function:");

    @Test
    void ofASoundStackTheLookSaysNothing() throws Exception {
        assertEquals(0, look(SOUND, NOTHING));
        assertEquals(List.of(), printed);
        // Whatever is called, only looks.
        List<String> calls =
                noted().stream().filter(call -> call.startsWith("aws ")).toList();
        assertEquals(
                List.of(),
                calls.stream()
                        .filter(
                                call -> !call.matches(
                                        "aws (output|lambda (invoke \\S+:DoctorFunction:live|list-|get-)|cloudwatch (get|describe)-"
                                                + "|cloudformation (detect|describe|list)-|dynamodb describe-|events describe-).*"))
                        .toList());
        assertTrue(
                calls.contains("aws lambda list-event-source-mappings --function-name"
                        + " arn:aws:lambda:eu-central-1:1:function:DeliverNoticeFunction:live"
                        + " --query EventSourceMappings[].State --output text"),
                calls::toString);
        assertTrue(
                calls.stream()
                        .anyMatch(
                                call -> call.contains("--dimensions Name=FunctionName,Value=PublishNoticesFunction ")),
                calls::toString);
    }

    /** Each in the words of the doctor, whose own findings come first, page by page. */
    @Test
    void theLookNamesWhatOnlyAwsCanSee() throws Exception {
        String[] pages = {
            "{\"outcome\":\"LOOKED\",\"findings\":[{\"finding\":\"A\"}],\"nextToken\":\"more\"}",
            "{\"outcome\":\"LOOKED\",\"findings\":[{\"finding\":\"B\"}]}"
        };
        assertEquals(1, look(SOUND, pages));
        assertEquals(List.of("{\"finding\":\"A\"}", "{\"finding\":\"B\"}"), printed);
        assertTrue(noted().contains("{\"nextToken\":\"more\"}"), noted()::toString);

        for (String[] each : new String[][] {
            {"MAPPING", "Disabled", "ERROR MAPPING_OFF PublishNotices DeliverNotice ReceiveWhatsappSns"},
            {"WAITED", "901.0", "WARNING MAPPING_BEHIND WhatsAppQueue"},
            {"WAITED", "900001.0", "WARNING MAPPING_BEHIND PublishNotices NoticeQueue WhatsAppQueue"},
            {"LEFT", "9", "WARNING EXECUTIONS_FEW 9"},
            {
                "DRIFTS",
                "{'StackResourceDriftStatus':'DELETED','LogicalResourceId':'NoticeQueue'}",
                "ERROR DRIFTED NoticeQueue"
            },
            {
                "DRIFTS",
                "{'StackResourceDriftStatus':'MODIFIED','LogicalResourceId':'Ledger','PropertyDifferences':"
                        + "[{'PropertyPath':'/StreamSpecification'},{'PropertyPath':'/DeletionProtectionEnabled'}]}",
                "WARNING DRIFTED Ledger /StreamSpecification /DeletionProtectionEnabled"
            },
            {"DETECTED", "DETECTION_FAILED", "WARNING NOT_SEEN consimt"},
            {"DETECTED", "DETECTION_IN_PROGRESS", "WARNING NOT_SEEN consimt"},
            {"BUSY", "yes", "WARNING NOT_SEEN consimt"},
            {"INSIDE", "t-relations-before\tt-ledger\tt-aside", "WARNING TABLE_OUTSIDE t-relations"},
            {"RECOVERY", "DISABLED", "WARNING RECOVERY_OFF t-relations t-ledger t-aside"},
            {"NO_TABLE", "yes", "WARNING NOT_SEEN t-relations t-ledger t-aside"},
            {"EXPIRY", "DISABLED\tNone", "WARNING EXPIRY_OFF t-aside"},
            {"EXPIRY", "ENABLED\tother", "WARNING EXPIRY_OFF t-aside"},
            {"NO_BUS", "An error occurred (ResourceNotFoundException)", "ERROR BUS_MISSING arn:bus"},
            {"NO_BUS", "An error occurred (AccessDeniedException)", "WARNING NOT_SEEN arn:bus"},
            {
                "ALARMS",
                "consimt-NoticesWait-1\tconsimt-DoctorFails-2",
                "WARNING ALARM_RINGS consimt-NoticesWait-1 consimt-DoctorFails-2"
            }
        }) {
            Map<String, String> wrong = new HashMap<>(SOUND);
            wrong.put(each[0], each[1].replace('\'', '"'));
            assertEquals(1, look(wrong, NOTHING), each[2]);
            List<String> told = new ArrayList<>();
            for (String line : printed) {
                JsonNode finding = World.JSON.readTree(line);
                assertEquals(
                        List.of("severity", "finding", "about", "sentence", "document"),
                        finding.properties().stream().map(Map.Entry::getKey).toList());
                assertTrue(finding.get("sentence").textValue().matches("[A-Z].{20,160}[.]"), line);
                String[] document = finding.get("document").textValue().split("#");
                assertTrue(
                        Files.readString(Path.of(document[0]))
                                .toLowerCase()
                                .contains("## " + document[1].replace('-', ' ')),
                        line);
                String begins = finding.get("severity").textValue() + " "
                        + finding.get("finding").textValue();
                if (told.isEmpty()) {
                    told.add(begins);
                }
                assertEquals(told.get(0), begins);
                told.add(finding.get("about").textValue());
            }
            assertEquals(each[2], String.join(" ", told));
        }
    }

    @Test
    void aDoctorThatDoesNotAnswerIsNoSoundStack() throws Exception {
        assertEquals(2, look(SOUND, "{\"outcome\":\"UNAVAILABLE\"}"));
        assertEquals(List.of("{\"outcome\":\"UNAVAILABLE\"}"), printed);
    }

    /** Its time may end before the answer does. */
    @Test
    void aDoctorThatFailsIsNoSoundStackAndTheLookSaysWhy() throws Exception {
        Map<String, String> aws = new HashMap<>(SOUND);
        aws.put("FAULT", "Unhandled");
        assertEquals(2, look(aws, "{\"errorMessage\":\"timed out\"}"));
        assertEquals(List.of("{\"errorMessage\":\"timed out\"}"), printed);
    }

    /** What waits longer than the look allows has an alarm, too. */
    @Test
    void theLookAllowsWhatTheAlarmsAllow() throws IOException {
        String script = Files.readString(Path.of("infra/look.sh"));
        for (String[] each : new String[][] {
            {"LedgerStreamIsBehind", "waits PublishNotices .*"},
            {"NoticesWait", "waits NoticeQueue .*"},
            {"UpdatesOfTheTopicWait", "waits WhatsAppQueue .*"}
        }) {
            Object threshold = Template.read()
                    .resources("AWS::CloudWatch::Alarm")
                    .get(each[0])
                    .get("Threshold");
            assertTrue(
                    Pattern.compile(each[1] + " " + threshold + "\n")
                            .matcher(script)
                            .find(),
                    each[0]);
        }
    }

    /** @param pages what the doctor answers, call by call */
    private int look(Map<String, String> aws, String... pages) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("noted"));
        Files.deleteIfExists(folder.resolve("noted.slept"));
        Files.writeString(folder.resolve("noted.page"), pages[0]);
        Files.writeString(folder.resolve("looked"), pages[pages.length - 1]);
        Map<String, String> more = new HashMap<>(aws);
        more.put("LOOKED", folder.resolve("looked").toString());
        Path variables = Files.writeString(
                folder.resolve("variables"),
                "{\"CONSIMT_TABLE_RELATIONS\":\"t-relations\",\"CONSIMT_TABLE_LEDGER\":\"t-ledger\","
                        + "\"CONSIMT_TABLE_ASIDE\":\"t-aside\",\"CONSIMT_NOTICES_BUS\":\"arn:bus\"}");
        more.put("VARIABLES", variables.toString());
        return run("consimt/infra/first-steps.sh", more, "--look");
    }

    /** A newcomer copies the block. */
    @Test
    void theTenMinutesWordByWordAreWhatTheScriptDoes() throws Exception {
        Matcher block = Pattern.compile("(?s)## The ten minutes.*?```sh\n(.*?)```")
                .matcher(Files.readString(Path.of("infra/README.md")));
        assertTrue(block.find());
        List<String> commands = block.group(1).lines().toList();
        assertTrue(commands.size() <= 7, commands::toString);
        Files.writeString(
                folder.resolve("block.sh"),
                "set -euo pipefail\n" + block.group(1).replace("<this repository>", "this-repository"));
        assertEquals(0, run("block.sh", Map.of()));
        List<String> expected = new ArrayList<>();
        expected.add("git clone this-repository consimt");
        expected.addAll(STEPS);
        expected.addAll(List.of(
                "aws output PagesBucketName",
                COPY,
                "aws output PagesAddress",
                "aws output IssueBusinessTokenFunction",
                "aws lambda invoke https://IssueBusinessTokenFunction",
                "{\"businessId\":\"librarie\",\"name\":\"me\"}"));
        assertEquals(expected, noted());
        assertEquals("https://PagesAddress/desk/#token=T&business=librarie", printed.get(printed.size() - 1));
    }

    @Test
    void theMessageIsRefusedByAStackInWhichNobodySettledAnything() throws IOException {
        JsonNode answer = world.call("check-permission", "%s", ASK).at("/results/0");
        assertEquals("REFUSED", answer.get("permission").textValue());
        String reason = answer.get("reason").textValue();
        assertTrue(Files.readString(Path.of("infra/README.md")).contains("`REFUSED`, for `" + reason + "`"), reason);
    }

    /** One screen, which can be read before it is run. */
    @Test
    void theScriptIsOfOneScreen() throws IOException {
        int lines = Files.readAllLines(Path.of("infra/first-steps.sh")).size();
        assertTrue(lines <= 50, () -> lines + " lines");
    }

    /** What was sent last of all to configure-business. */
    private String settled() throws IOException {
        return noted().stream()
                .filter(call -> call.contains("\"gateway\""))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void settings(JsonNode answer) throws IOException {
        Files.writeString(folder.resolve("settings"), answer.toString());
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What was called, without what is the same each time. */
    private List<String> noted() throws IOException {
        return Files.readAllLines(folder.resolve("noted")).stream()
                .map(call -> call.replaceAll(
                        "cloudformation describe-stacks --stack-name consimt --query Stacks\\[0]"
                                + "\\.Outputs\\[\\?OutputKey=='(\\w+)']\\.OutputValue --output text",
                        "output $1"))
                .map(call -> call.replaceAll(
                        "invoke --function-name (\\S+) --payload fileb:///dev/stdin --query FunctionError --output text \\S+",
                        "invoke $1"))
                .toList();
    }

    /** Nobody is there to answer a question. */
    private int run(String script, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder bash = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        bash.environment().put("PATH", folder.resolve("bin").toString());
        bash.environment().put("NOTED", folder.resolve("noted").toString());
        bash.environment().put("SETTINGS", folder.resolve("settings").toString());
        bash.environment().putAll(more);
        Process running = bash.start();
        printed.clear();
        try (Stream<String> lines = running.inputReader().lines()) {
            printed.addAll(lines.toList());
        }
        assertTrue(running.waitFor(1, TimeUnit.MINUTES));
        return running.exitValue();
    }

    private static boolean has(String program) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
