package consimt.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fault that can be planted: lines of a file, and what stands there instead.
 *
 * @param name what breaks, in a sentence
 * @param lines without their indentation
 * @param namedBy the test classes that were seen to fail with it, below {@code consimt}; empty if none was
 */
record Fault(String name, Path file, List<String> lines, List<String> instead, List<String> namedBy) {

    private static final Path LIST = Path.of("src", "test", "resources", "consimt", "faults.txt");

    private static final String NAMED_BY = "named by:";

    /** All of the list. The first paragraph says how it is written. */
    static List<Fault> all() {
        try {
            return Stream.of(Files.readString(LIST).strip().split("\n\\s*\n"))
                    .skip(1)
                    .map(paragraph -> of(paragraph.lines().toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault of(List<String> paragraph) {
        return new Fault(
                paragraph.get(0),
                Path.of("src/main/java/consimt").resolve(paragraph.get(1)),
                after("-", paragraph),
                after("+", paragraph),
                after(NAMED_BY, paragraph).stream()
                        .flatMap(names -> Stream.of(names.split(",\\s*")))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static List<String> after(String beginning, List<String> paragraph) {
        return paragraph.stream()
                .skip(2)
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .toList();
    }

    /** The file with the fault. The lines must stand in it exactly once. */
    String planted() {
        try {
            List<String> source = new ArrayList<>(Files.readAllLines(file));
            List<Integer> places = IntStream.rangeClosed(0, source.size() - lines.size())
                    .filter(at -> source.subList(at, at + lines.size()).stream()
                            .map(String::strip)
                            .toList()
                            .equals(lines))
                    .boxed()
                    .toList();
            if (places.size() != 1) {
                throw new IllegalStateException(name + " Its lines stand " + places.size() + " times in " + file);
            }
            List<String> place = source.subList(places.get(0), places.get(0) + lines.size());
            place.clear();
            place.addAll(instead);
            return String.join("\n", source) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
