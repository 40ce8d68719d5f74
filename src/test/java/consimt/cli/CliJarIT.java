package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the build, in a process of its own: all that it needs is in it. */
class CliJarIT {

    @TempDir
    private Path folder;

    private String run(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-jar",
                "target/consimt.jar"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        process.environment().putAll(variables);
        int code = process.start().waitFor();
        return code + "\n" + Files.readString(out);
    }

    @Test
    void itFiltersOverHttp() throws IOException, InterruptedException {
        try (Served served = new Served(
                (function, input) -> World.tree(
                        "{'outcome':'FILTERED','allowed':['40755500002'],'refused':[{'reason':'X','userIds':['40755500001']}]}"))) {
            Path list = Served.file(folder, "list.csv", "phone\n0755500001\n0755500002\n");
            Path send = folder.resolve("send.csv");
            String said = run(
                    served.variables,
                    "filter",
                    list.toString(),
                    "--business",
                    "b",
                    "--country",
                    "RO",
                    "-o",
                    send.toString());
            assertEquals("0\n{\"rows\":2}\n{\"rows\":2,\"allowed\":1,\"refused\":1,\"done\":true}\n", said);
            assertEquals("phone\n0755500002\n", Files.readString(send, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aLineOfAHundredMegabytesTakesLittleMemory() throws IOException, InterruptedException {
        Path list = folder.resolve("list.csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(list))) {
            out.write("userId,wish\n".getBytes(StandardCharsets.UTF_8));
            byte[] some = "40755500001".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 9_100; i++) {
                out.write(some);
            }
        }
        assertEquals(
                "2\nconsimt: line 2: a row of more than a megabyte\n",
                run(
                        Map.of("CONSIMT_URL", "http://127.0.0.1:9"),
                        "import",
                        list.toString(),
                        "--business",
                        "b",
                        "--country",
                        "RO"));
    }

    /** Nothing listens there, so that the SDK is as far as it comes. */
    @Test
    void itInvokes() throws IOException, InterruptedException {
        Path stack = Served.file(
                folder,
                "stack.json",
                "{\"Outputs\":[{\"OutputKey\":\"DoctorFunction\",\"OutputValue\":\"arn:aws:lambda:eu-central-1:123456789012:function:d:live\"}]}");
        Map<String, String> aws = Map.of(
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "b",
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL_LAMBDA",
                "http://127.0.0.1:9");
        assertEquals(
                "2\nconsimt: no answer from doctor at AWS\n",
                run(aws, "call", "doctor", "--stack-file", stack.toString()));
    }

    @Test
    void itHasNothingOfTheFunctionsButHowTheyReadIds() throws IOException {
        try (JarFile jar = new JarFile("target/consimt.jar")) {
            List<String> ours = jar.stream()
                    .map(JarEntry::getName)
                    .filter(each -> each.startsWith("consimt/") && !each.endsWith("/"))
                    .toList();
            assertTrue(ours.size() > 30);
            assertEquals(
                    List.of(
                            "consimt/answer/IdReader$NumberStyle.class",
                            "consimt/answer/IdReader.class",
                            "consimt/answer/IdText.class"),
                    ours.stream()
                            .filter(each -> !each.startsWith("consimt/cli/")
                                    || each.contains("Test")
                                    || each.contains("Served"))
                            .sorted()
                            .toList());
            assertTrue(Files.size(Path.of("target/consimt.jar")) < 13_000_000);
        }
    }
}
