package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
 * The ten minutes of infra/README.md, word by word, and the script that does the same. Stand-ins for {@code sam},
 * {@code aws}, {@code git} and Maven note what is called. Without bash and jq these tests are left out.
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
                  *) echo "https://$name" ;;
                esac ;;
              "lambda invoke")
                cat >> "$NOTED"
                case $4 in
                  *ConfigureBusiness*) cat "$SETTINGS" > "${@: -1}" ;;
                  *IssueBusinessToken*) echo -n '{"token":"T","desk":{"url":"the-desk-with-a-token"}}' > "${@: -1}" ;;
                  *) echo -n '{"outcome":"CHECKED"}' > "${@: -1}" ;;
                esac
                echo None ;;
            esac
            """;

    private static final String SAM =
            NOTES.formatted("sam") + CUT + "case \"$*\" in *Pages*) [ -z \"${NO_PAGES:-}\" ] ;; esac\n";

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
        for (String script : List.of("first-steps.sh", "call.sh", "output.sh")) {
            Files.copy(Path.of("infra", script), folder.resolve("consimt/infra/" + script));
        }
        program("bin/aws", AWS);
        program("bin/sam", SAM);
        program("bin/git", NOTES.formatted("git"));
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
    private int run(String script, Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", folder.resolve(script).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        bash.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
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
