import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Says how long the tests took, and how many were left out and why, from the reports that they wrote.
 *
 * <p>Usage: {@code java src/build/java/TestSeconds.java <folder> <since>}. The folder is Maven's {@code target}. Reports from
 * before the instant are of another build. It writes {@code test-seconds.csv} into the folder, a row for each class, and
 * prints the sums.
 */
final class TestSeconds {

    /** The folders of the reports, by the phase of the build that writes them. */
    private static final Map<String, String> REPORTS =
            new TreeMap<>(Map.of("test", "surefire-reports", "integration-test", "failsafe-reports"));

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    private TestSeconds() {}

    public static void main(String[] args) throws IOException, ParserConfigurationException, SAXException {
        Path folder = Path.of(args[0]);
        TestSeconds all = new TestSeconds();
        for (Map.Entry<String, String> each : REPORTS.entrySet()) {
            for (Path report : reports(folder.resolve(each.getValue()), Instant.parse(args[1]))) {
                all.read(each.getKey(), report);
            }
        }
        if (!all.rows.isEmpty()) {
            Path table = folder.resolve("test-seconds.csv");
            Files.write(table, all.table());
            System.out.println(all.sums() + ", by class in " + table.getFileName() + ".");
            all.leftOut.forEach((why, tests) -> System.out.println(tests + " left out: " + why));
        }
    }

    private static List<Path> reports(Path folder, Instant since) throws IOException {
        List<Path> reports = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    boolean isReport = name.startsWith("TEST-") && name.endsWith(".xml");
                    if (isReport && !Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                        reports.add(file);
                    }
                }
            }
        }
        return reports;
    }

    private void read(String phase, Path report) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Element whole = builder.parse(report.toFile()).getDocumentElement();
        double ofTests = 0;
        NodeList tests = whole.getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            Row row = row(phase, test.getAttribute("classname"));
            NodeList skipped = test.getElementsByTagName("skipped");
            row.tests++;
            row.seconds += seconds(test);
            ofTests += seconds(test);
            if (skipped.getLength() > 0) {
                row.leftOut++;
                leftOut.merge(why((Element) skipped.item(0)), 1, Integer::sum);
            }
        }
        // What is made once for all tests of a class is in the time of the whole alone. Of a suite, the whole may be
        // less.
        row(phase, whole.getAttribute("name")).seconds += Math.max(0, seconds(whole) - ofTests);
    }

    private Row row(String phase, String name) {
        return rows.computeIfAbsent(phase + "," + name, its -> new Row());
    }

    private static double seconds(Element timed) {
        return Double.parseDouble(timed.getAttribute("time").replace(",", ""));
    }

    /** A test that needs a tool says so in its assumption, of which the report has the stack. */
    private static String why(Element skipped) {
        String message = skipped.getAttribute("message");
        String why = message.isEmpty() ? skipped.getTextContent() : message;
        return why.strip().lines().findFirst().orElse("").replaceFirst("^.*Assumption failed: ", "");
    }

    private List<String> table() {
        Stream<String> byTime = rows.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble((Row row) -> -row.seconds)))
                .map(each -> each.getKey() + "," + each.getValue());
        return Stream.concat(Stream.of("phase,class,tests,left out,seconds"), byTime)
                .toList();
    }

    private String sums() {
        Row sum = new Row();
        rows.values().forEach(row -> {
            sum.tests += row.tests;
            sum.leftOut += row.leftOut;
            sum.seconds += row.seconds;
        });
        return String.format(
                Locale.ROOT, "%d tests, %d left out, %.0f seconds in sum", sum.tests, sum.leftOut, sum.seconds);
    }

    /** The tests of one class. */
    private static final class Row {
        private int tests;
        private int leftOut;
        private double seconds;

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d,%d,%.3f", tests, leftOut, seconds);
        }
    }
}
