package consimt.bench;

import consimt.zip.Deployment;
import consimt.zip.FunctionZip;
import consimt.zip.ImageFolder;
import consimt.zip.Program;
import consimt.zip.ZipFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How long functions take to their first answer and to later ones, in the zip, restored from a snapshot, and in the
 * image. All of them and the controls take turns, in another order each round.
 */
final class Starts {

    static final String EMPTY = "an empty Funqy function";
    static final String PLAIN = "a plain handler with one GetItem";
    static final String CHECK = "check-permission";

    /** These are what the ratios are made of. */
    private static final int ROUNDS_OF_THE_FIRST = 3;

    private static final int BEFORE_WARM = 50;
    private static final int WARM = 100;
    private static final int WARM_OF_THE_FIRST = 1_000;

    /** Lambda restores a snapshot later than it took it. */
    private static final Duration UNTIL_RESTORED = Duration.ofMillis(500);

    /** How a function is started. */
    enum Way {
        ZIP("cold, zip"),
        RESTORED("restored"),
        IMAGE("cold, image");

        private final String text;

        Way(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * What one function took.
     *
     * @param first until its first answer
     * @param firstCpu processor time until its first answer
     * @param warm later answers
     * @param warmCpu processor time of a later answer, with that of the runtime client
     */
    record Figures(Times first, Times firstCpu, Times warm, Times warmCpu) {

        Figures() {
            this(new Times(), new Times(), new Times(), new Times());
        }
    }

    private record Subject(String name, String export, Way way, Program program, Events events) {}

    private final Deployment deployment;
    private final Map<String, Map<Way, Figures>> figures = new TreeMap<>();
    private final List<Subject> subjects = new ArrayList<>();

    private Starts(Deployment deployment) {
        this.deployment = deployment;
    }

    /**
     * @param jdk of the image; all are run by it
     * @param emptyZip the zip of the empty function
     * @param folder for what is unpacked
     */
    static Starts of(Deployment deployment, Optional<ImageFolder.Jdk> jdk, Path emptyZip, Path folder)
            throws IOException {
        Starts starts = new Starts(deployment);
        Path java = jdk.map(ImageFolder.Jdk::home).orElse(Path.of(System.getProperty("java.home")));
        FunctionZip ours = deployment.zip();
        Supplier<String> token = () -> deployment.services().token("librarie");
        Program empty = starts.program(Controls.empty(emptyZip, ours, folder.resolve("empty")), java);
        Program plain = starts.program(Controls.plain(ours, folder.resolve("plain")), java);
        Program function = starts.program(ours, java).asDeployed();
        starts.addZip(EMPTY, "empty", empty, Events.same("nothing"));
        starts.addZip(PLAIN, "plain", plain, Events.of("read-relation", token));
        for (String export : ours.exports()) {
            starts.addZip(export, export, function, Events.of(export, token));
        }
        if (jdk.isPresent()) {
            ImageFolder image = deployment.image(jdk.get());
            Program program = image.program(deployment.runtimeClient());
            for (String export : ours.exports()) {
                starts.subjects.add(new Subject(export, export, Way.IMAGE, program, Events.of(export, token)));
            }
        }
        return starts;
    }

    private Program program(FunctionZip zip, Path java) throws IOException {
        return zip.program(deployment.runtimeClient(), java);
    }

    private void addZip(String name, String export, Program program, Events events) {
        subjects.add(new Subject(name, export, Way.ZIP, program, events));
        subjects.add(new Subject(name, export, Way.RESTORED, program.forSnapshot(), events));
    }

    /** @param rounds how often each is started; those of the ratios three times as often */
    Map<String, Map<Way, Figures>> measure(int rounds, Random random) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            List<Subject> turns = new ArrayList<>();
            for (Subject subject : subjects) {
                int times = isOfRatios(subject.name) ? ROUNDS_OF_THE_FIRST : 1;
                turns.addAll(Collections.nCopies(times, subject));
            }
            Collections.shuffle(turns, random);
            for (Subject subject : turns) {
                measure(subject);
            }
            System.out.println("starts: round " + (round + 1) + " of " + rounds);
        }
        return figures;
    }

    private static boolean isOfRatios(String name) {
        return List.of(EMPTY, PLAIN, CHECK).contains(name);
    }

    /** @param file gets the name of each class */
    int classesOfACheck(Path file) throws IOException {
        Subject check = subjects.stream()
                .filter(subject -> subject.name.equals(CHECK) && subject.way == Way.ZIP)
                .findFirst()
                .orElseThrow();
        Program program = check.program.tellingClasses(file);
        try (ZipFunction function = deployment.start(program, CHECK, "bench-classes")) {
            function.ask(check.events.next());
            return Files.readAllLines(file).size();
        }
    }

    private void measure(Subject subject) throws IOException, InterruptedException {
        Figures own = figures.computeIfAbsent(subject.name, name -> new EnumMap<>(Way.class))
                .computeIfAbsent(subject.way, way -> new Figures());
        String log = "bench-" + subject.export;
        long start = System.nanoTime();
        try (ZipFunction function = deployment.start(subject.program, subject.export, log)) {
            Duration cpu = Duration.ZERO;
            if (subject.way == Way.RESTORED) {
                function.awaitSnapshot();
                Thread.sleep(UNTIL_RESTORED.toMillis());
                cpu = function.processorTime();
                start = System.nanoTime();
                function.restore();
            }
            function.ask(subject.events.next());
            own.first.add(Duration.ofNanos(System.nanoTime() - start));
            own.firstCpu.add(function.processorTime().minus(cpu));
            warm(function, subject, own);
        }
    }

    private static void warm(ZipFunction function, Subject subject, Figures own) {
        for (int i = 0; i < BEFORE_WARM; i++) {
            function.ask(subject.events.next());
        }
        int calls = isOfRatios(subject.name) ? WARM_OF_THE_FIRST : WARM;
        Duration before = function.processorTime();
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            function.ask(subject.events.next());
            own.warm.add(Duration.ofNanos(System.nanoTime() - start));
        }
        own.warmCpu.add(function.processorTime().minus(before).dividedBy(calls));
    }
}
