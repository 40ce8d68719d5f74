package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads every line that the whole suite logged: no phone number is in it, and bad input left no stack trace. */
class LogsIT {

    private static final Path LOGS = Path.of("target", "surefire-reports");
    private static final List<Path> SUITES = Stream.of(ApiAndPages.class, AtTheDesk.class)
            .map(suite -> LOGS.resolve("TEST-" + suite.getName() + ".xml"))
            .toList();

    /** Every person in the tests has such a number. */
    private static final Pattern NUMBER = Pattern.compile("4070\\d{7}");

    /** The random number with which a random test can be repeated. */
    private static final String SEED = "seed = ";

    private static final Pattern STACK = Pattern.compile("^\\s+at \\S+\\(.*\\)$");

    @Test
    void noLineOfTheSuiteHoldsAPhoneNumber() throws IOException {
        assertEquals(
                List.of(),
                lines("").stream()
                        .filter(NUMBER.asPredicate())
                        .filter(line -> !line.startsWith(SEED))
                        .toList());
    }

    @Test
    void badInputLeftNoStackTrace() throws IOException {
        assertEquals(
                List.of(),
                lines("http.BadInputTest").stream().filter(STACK.asPredicate()).toList());
    }

    /** The look at the logs would find what it looks for, and there are logs to look at. */
    @Test
    void thereIsSomethingToRead() throws IOException {
        assertTrue(NUMBER.matcher("told " + World.somebody() + " so").find());
        assertTrue(STACK.matcher("\tat consimt.LogsIT.lines(LogsIT.java:40)").find());
        assertTrue(lines("").stream()
                .anyMatch(line -> line.contains("CheckPermission: the store did not answer (SdkClientException)")));
        assertTrue(cases("http.BadInputTest").findAny().isPresent());
        assertTrue(cases("http.page.DeskTest").findAny().isPresent());
    }

    private static List<String> lines(String test) throws IOException {
        try (Stream<Path> files = Files.list(LOGS)) {
            Stream<String> alone = files.filter(file -> file.toString().endsWith(test + "-output.txt"))
                    .flatMap(LogsIT::read);
            return Stream.concat(alone, cases(test).flatMap(LogsIT::told)).toList();
        }
    }

    /** Those of a suite have their lines in its report. */
    private static Stream<Element> cases(String test) {
        return SUITES.stream()
                .flatMap(LogsIT::cases)
                .filter(each -> each.getAttribute("classname").endsWith(test));
    }

    private static Stream<Element> cases(Path suite) {
        try {
            return elements(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(suite.toFile())
                    .getElementsByTagName("testcase"));
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> told(Element testCase) {
        return Stream.of("system-out", "system-err")
                .flatMap(stream -> elements(testCase.getElementsByTagName(stream)))
                .flatMap(text -> text.getTextContent().lines());
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
