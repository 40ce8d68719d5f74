package consimt.infra;

import consimt.kit.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How much code a package may have is written down, so that somebody who adds to a package does so on purpose. */
class StatementLinesTest {

    @Test
    void eachPackageKeepsItsBudgetOfStatementLines() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Ended.run(new ProcessBuilder(java, "src/build/java/StatementLines.java"), "")
                .well();
    }
}
