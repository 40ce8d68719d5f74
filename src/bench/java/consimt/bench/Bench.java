package consimt.bench;

import consimt.bench.Starts.Figures;
import consimt.bench.Starts.Way;
import consimt.guard.GuardedSend;
import consimt.zip.Deployment;
import consimt.zip.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/** Measures everything, and writes the page, the figures of functions and parts, and a chart. */
public final class Bench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Path ZIP = Path.of("target/function.zip");
    private static final Path EMPTY_ZIP = Path.of("target/bench/empty/function.zip");
    private static final Path PAGE = Path.of("docs/numbers.md");
    private static final Path FIGURES = Path.of("docs/numbers.csv");
    private static final Path PARTS = Path.of("docs/numbers-parts.csv");
    private static final Path CHART = Path.of("docs/numbers.svg");

    /**
     * All that was measured.
     *
     * @param jdk that ran the functions
     * @param classes that a cold check loads until it answers
     */
    record Measured(
            Machine machine,
            String jdk,
            int rounds,
            Map<String, Map<Way, Figures>> starts,
            long zipBytes,
            int classes,
            List<ChecksASecond.Rate> rates,
            GuardedSend.Figures guarded,
            Deliveries.Figures deliveries,
            Lists.Figures lists,
            FilteredList.Figures filteredList,
            List<Micro.Call> micro) {}

    private Bench() {}

    public static void main(String[] args) {
        try {
            measure();
            // Not all threads of the stores end by themselves.
            System.exit(0);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure() throws IOException, InterruptedException, RunnerException {
        Machine machine = Machine.here();
        Path folder = Files.createTempDirectory("consimt-bench-");
        Optional<ImageFolder.Jdk> jdk = ImageFolder.Jdk.find();
        if (jdk.isEmpty()) {
            System.out.println("The image is not measured: no JDK of its release is beside the one that runs this.");
        }
        Map<String, Map<Way, Figures>> figures;
        int classes;
        try (Deployment deployment = Deployment.ofTheBuild()) {
            Starts starts = Starts.of(deployment, jdk, EMPTY_ZIP, folder);
            classes = starts.classesOfACheck(folder.resolve("classes"));
            figures = starts.measure(ROUNDS, new Random(1));
        }
        Measured measured = new Measured(
                machine,
                Machine.release(jdk.map(ImageFolder.Jdk::home).orElse(Path.of(System.getProperty("java.home")))),
                ROUNDS,
                figures,
                Files.size(ZIP),
                classes,
                ChecksASecond.measure(),
                GuardedSend.measure(),
                Deliveries.measure(),
                Lists.measure(),
                FilteredList.measure(),
                Micro.measure());
        NumbersPage page = new NumbersPage(measured);
        Files.writeString(PAGE, page.text());
        Files.writeString(FIGURES, page.everyFunction());
        Files.writeString(PARTS, page.parts());
        Files.writeString(CHART, new Chart(figures).svg());
        System.out.println("written: " + PAGE + ", " + FIGURES + ", " + PARTS + ", " + CHART);
    }
}
