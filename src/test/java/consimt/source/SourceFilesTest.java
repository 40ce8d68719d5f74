package consimt.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.source.EventSource.Events;
import consimt.source.SourceEvent.Meaning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of a source against examples in the vendor's shape, with values that are made up. */
public class SourceFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Path FILES = Path.of("src/main/resources/consimt/source");

    public record Example(String source, String read, String body) {}

    public static List<Example> examples() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/consimt/source/examples.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" *[|] *", 3))
                    .map(parts -> new Example(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anEventIsWhatItsFileSays(Example example) {
        String read =
                read(example.source(), example.body().getBytes(StandardCharsets.UTF_8)).orElseThrow().events().stream()
                        .map(SourceFilesTest::shown)
                        .collect(Collectors.joining("; "));
        assertEquals(example.read(), read.isEmpty() ? "-" : read);
    }

    private static String shown(SourceEvent event) {
        List<String> words =
                new ArrayList<>(List.of(event.meaning().name(), event.channel().word()));
        event.persons().forEach(person -> words.add(person.value()));
        if (event.topic() != null) {
            words.add("topic " + event.topic());
        }
        if (event.isByBusiness()) {
            words.add("by business");
        }
        if (event.time().said() != null) {
            words.add(event.time().said().toString());
        }
        return String.join(" ", words);
    }

    private static Optional<Events> read(String source, byte[] body) {
        return EventSource.named(source).orElseThrow().read(body, NOW);
    }

    @Test
    void eachFileIsShortHasAPageAndIsTriedWithAStopOrWordsAndWithSomethingElse() throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(FILES)) {
            for (Path file : all.toList()) {
                assertTrue(Files.readAllLines(file).size() <= 40, file::toString);
                assertTrue(Files.readString(file).contains("\"page\": \"https://"), file::toString);
                files.add(file.getFileName().toString().replace(".json", ""));
            }
        }
        assertEquals(files, tried(example -> example.read().matches("(STOP|WORDS).*")));
        assertEquals(files, tried(example -> example.read().equals("-")));
    }

    private static Set<String> tried(Predicate<Example> as) {
        return examples().stream().filter(as).map(Example::source).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void anotherNameIsNoFile() {
        for (String name : List.of("", "none", "../source/twilio", "twilio.json", "Twilio")) {
            assertEquals(Optional.empty(), EventSource.named(name));
        }
    }

    @Test
    void theSameEventHasTheSameIdAndAnotherHasAnother() {
        for (Example example : examples()) {
            List<String> ids = ids(example);
            assertEquals(ids, ids(example));
            assertEquals(ids.size(), Set.copyOf(ids).size(), example::toString);
        }
    }

    private static List<String> ids(Example example) {
        return read(example.source(), example.body().getBytes(StandardCharsets.UTF_8)).orElseThrow().events().stream()
                .map(event -> event.id() + event.persons())
                .toList();
    }

    /** Cut, spoilt, and read by the file of another vendor. */
    @Test
    void aBrokenBodyIsNoFaultAndNobodysYes() {
        SplittableRandom random = new SplittableRandom(53);
        List<Example> examples = examples();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            Example example = examples.get(random.nextInt(examples.size()));
            byte[] body = broken(example.body().getBytes(StandardCharsets.UTF_8), random);
            Example reader = random.nextBoolean() ? example : examples.get(random.nextInt(examples.size()));
            Optional<Events> events = read(reader.source(), body);
            read += events.map(all -> all.events().size()).orElse(0);
            assertTrue(
                    example.body().contains("opted-in")
                            || example.body().contains("START")
                            || example.body().contains("subscribe")
                            || events.stream()
                                    .flatMap(all -> all.events().stream())
                                    .noneMatch(event -> event.meaning() == Meaning.START),
                    () -> new String(body, StandardCharsets.UTF_8));
        }
        assertTrue(read > 1_000, "some were still read: " + read);
    }

    private static byte[] broken(byte[] body, SplittableRandom random) {
        byte[] broken = Arrays.copyOf(body, body.length - random.nextInt(2) * random.nextInt(body.length));
        for (int n = random.nextInt(4); n > 0; n--) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        return broken;
    }

    @Test
    void aPersonThatCannotBeReadIsCounted() {
        Events events = read(
                        "sendgrid",
                        "[{\"event\":\"unsubscribe\",\"email\":\"nobody\"}]".getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertEquals(new Events(List.of(), 0, 1), events);
    }

    @Test
    void aTimeInTheFutureCountsFromItsArrivalAndATimeThatIsNoneIsNone() {
        assertEquals(new VendorTime(NOW, NOW.plusSeconds(3600)), VendorTime.of("2026-11-24T13:00:00Z", NOW));
        for (String none : List.of("", "soon", "0", "1e400", "9999999999999999", "2026-13-01 00:00:00", "١٢٣")) {
            VendorTime time = VendorTime.of(none, NOW);
            assertEquals(NOW, time.at(), none);
        }
        assertEquals(new VendorTime(NOW, null), VendorTime.of(null, NOW));
    }
}
