package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build tells what its own tests took, and why some were left out. */
class TestSecondsTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path target;

    @Test
    void theSecondsOfEachClassAreListedAndWhatWasLeftOutIsSaid() throws IOException {
        report("surefire-reports/TEST-a.SuiteOfTwo.xml", SINCE, """
                <testsuite name="a.SuiteOfTwo" time="0.5">
                  <testcase name="one" classname="a.PageTest" time="0"><skipped><![CDATA[Aborted: Assumption failed: no Chromium here
                    at a.PageTest]]></skipped></testcase>
                  <testcase name="two" classname="a.HttpTest" time="1,000.25"/>
                </testsuite>
                """);
        report("failsafe-reports/TEST-a.ZipIT.xml", SINCE.plusSeconds(60), """
                <testsuite name="a.ZipIT" time="8">
                  <testcase name="one" classname="a.ZipIT" time="2"/>
                  <testcase name="two" classname="a.ZipIT" time="0"><skipped message="not now"/></testcase>
                </testsuite>
                """);
        report("surefire-reports/TEST-a.GoneTest.xml", SINCE.minusSeconds(1), "of another build");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String said = Ended.run(
                        new ProcessBuilder(
                                java, "src/build/java/TestSeconds.java", target.toString(), SINCE.toString()),
                        "")
                .well();
        assertEquals(
                List.of(
                        "4 tests, 2 left out, 1008 seconds in sum, by class in test-seconds.csv.",
                        "1 left out: no Chromium here",
                        "1 left out: not now"),
                said.lines().toList());
        assertEquals(
                List.of(
                        "phase,class,tests,left out,seconds",
                        "test,a.HttpTest,1,0,1000.250",
                        "integration-test,a.ZipIT,2,1,8.000",
                        "test,a.PageTest,1,1,0.000",
                        "test,a.SuiteOfTwo,0,0,0.000"),
                Files.readAllLines(target.resolve("test-seconds.csv")));
    }

    private void report(String name, Instant written, String content) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
