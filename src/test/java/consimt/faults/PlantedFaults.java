package consimt.faults;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Plants the faults of the list one at a time, and says which test classes fail with each. A class counts only if it passes
 * without the fault.
 *
 * <p>Usage: {@code ./mvnw -Pfaults test}, with {@code -Dfaults=<part of a name or file>} for some of the faults, and with
 * {@code -Dfaults.tests=<class>,<class>} to try other classes than those that the list has. Only the changed file is
 * compiled. So no fault changes a constant that other files use, and no test over HTTP sees a fault.
 */
final class PlantedFaults {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** A test class takes seconds. With a fault it may never end. */
    private static final int MOST_SECONDS = 180;

    private final Path folder;
    private final Map<String, Boolean> passing = new TreeMap<>();

    private PlantedFaults(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            System.exit(run("consimt." + args[0]));
        }
        String part = System.getProperty("faults", "");
        List<String> tests = Stream.of(System.getProperty("faults.tests", "").split(","))
                .filter(name -> !name.isEmpty())
                .toList();
        PlantedFaults planted = new PlantedFaults(Files.createTempDirectory("faults"));
        int named = 0;
        List<Fault> chosen = Fault.all().stream()
                .filter(fault -> (fault.name() + fault.file().toString().replace('\\', '/')).contains(part))
                .toList();
        for (Fault fault : chosen) {
            List<String> namers = planted.namers(fault, tests.isEmpty() ? fault.namedBy() : tests);
            named += namers.isEmpty() ? 0 : 1;
            System.out.println((namers.isEmpty() ? "NOBODY" : String.join(", ", namers)) + ": " + fault.name());
        }
        System.out.println(named + " of " + chosen.size() + " faults are named.");
    }

    /** Those of the classes that fail with a fault, and pass without. */
    private List<String> namers(Fault fault, List<String> tests) throws IOException, InterruptedException {
        Path classes = compiled(fault);
        List<String> namers = new ArrayList<>();
        for (String test : tests) {
            if (!passes(test, classes + File.pathSeparator + CLASS_PATH) && passesWithout(test)) {
                namers.add(test);
            }
        }
        return namers;
    }

    private boolean passesWithout(String test) throws IOException, InterruptedException {
        Boolean before = passing.get(test);
        boolean passes = before == null ? passes(test, CLASS_PATH) : before;
        passing.put(test, passes);
        return passes;
    }

    private Path compiled(Fault fault) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source =
                Files.createTempDirectory(folder, "source").resolve(fault.file().getFileName());
        Files.writeString(source, fault.planted());
        List<String> options = new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-g"));
        options.addAll(List.of("-cp", CLASS_PATH, "-d", classes.toString(), source.toString()));
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException("it does not compile: " + fault.name());
        }
        return classes;
    }

    /** In this JVM: 0 if all tests of the class pass. */
    private static int run(String test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(test))
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 3);
        return summary.getTestsSucceededCount() > 0 && summary.getTotalFailureCount() == 0 ? 0 : 1;
    }

    private boolean passes(String test, String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-exports",
                        "java.base/sun.security.tools.keytool=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dconsimt.thorough=false",
                        "-cp",
                        classPath,
                        PlantedFaults.class.getName(),
                        test)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        boolean ends = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        if (!ends) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return ends && process.exitValue() == 0;
    }
}
