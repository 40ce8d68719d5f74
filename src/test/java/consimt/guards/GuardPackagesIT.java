package consimt.guards;

import consimt.kit.Ended;
import consimt.kit.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The packages of the guards are made, installed into empty folders, and used by a sample each. */
class GuardPackagesIT {

    private static final String OTHERWISE = "nobody installed the packages of the guards";

    @Test
    void eachPackageGuardsASampleFromAnEmptyFolder() throws IOException {
        for (String program : List.of("bash", "node", "gpg", "python3")) {
            Npm.needed(program, OTHERWISE);
        }
        Npm.folder("@aws-sdk/client-sns", OTHERWISE);
        String flit = "python3 -c 'import flit_core' || /usr/bin/python3 -c 'import flit_core'";
        Assumptions.assumeTrue(
                Ended.run(new ProcessBuilder("bash", "-c", flit), "").exit() == 0, "no flit_core here: " + OTHERWISE);
        Path target = Path.of("target", "guards").toAbsolutePath();
        for (String folder : List.of("out", "work")) {
            Files.createDirectories(target.resolve(folder));
        }
        run("guards.sh", target);
        run("try-guards.sh", target);
    }

    private static void run(String script, Path target) {
        ProcessBuilder builder = new ProcessBuilder("bash", "src/build/release/" + script);
        builder.environment()
                .putAll(Map.of(
                        "VERSION",
                        "0.0.1",
                        "MVN",
                        Path.of("mvnw").toAbsolutePath().toString(),
                        "OUT",
                        target.resolve("out").toString(),
                        "WORK",
                        target.resolve("work").toString(),
                        "TIME",
                        "2026-12-01T00:00:00Z",
                        "SOURCE_DATE_EPOCH",
                        "1796083200"));
        Ended.run(builder, "").well();
    }
}
