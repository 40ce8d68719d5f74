package consimt.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The command line filters a million lines of ids, file to file, with functions that answer at once. The control sorts the
 * same list and that of the refused, and takes the second from the first.
 */
final class FilteredList {

    static final int LINES = 1_000_000;
    static final String HEAP = "256 MB";
    private static final int TURNS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Medians, in seconds of processor time. */
    record Figures(double filter, double control) {}

    private FilteredList() {}

    static Figures measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("consimt-filter-");
        List<String> ids = new Random(1)
                .longs(LINES, 40_700_000_000L, 40_800_000_000L)
                .mapToObj(Long::toString)
                .toList();
        Files.write(folder.resolve("list"), ids);
        Files.writeString(
                folder.resolve("refused"),
                ids.stream().filter(FilteredList::isRefused).collect(Collectors.joining("\n")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = JSON.writeValueAsBytes(answer(JSON.readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String filter = "java -Xmx256m -jar %s filter list --business b --country RO -o send --url http://127.0.0.1:%d"
                .formatted(
                        Path.of("target/consimt.jar").toAbsolutePath(),
                        server.getAddress().getPort());
        String control = "export LC_ALL=C; sort list > a; sort refused > b; comm -23 a b > c";
        double[][] seconds = new double[2][TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            seconds[0][turn] = seconds(folder, filter);
            seconds[1][turn] = seconds(folder, control);
        }
        server.stop(0);
        return new Figures(median(seconds[0]), median(seconds[1]));
    }

    /** Three of a hundred. */
    private static boolean isRefused(String id) {
        return Math.floorMod(id.hashCode(), 100) >= 97;
    }

    private static ObjectNode answer(JsonNode asked) {
        ObjectNode answer = JSON.createObjectNode().put("outcome", "FILTERED");
        ArrayNode allowed = answer.putArray("allowed");
        ObjectNode refused = answer.putArray("refused").addObject().put("reason", "MARKETING_OPTED_OUT");
        ArrayNode others = refused.putArray("userIds");
        asked.path("userIds").forEach(id -> (isRefused(id.textValue()) ? others : allowed).add(id));
        return answer;
    }

    private static double seconds(Path folder, String command) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", "TIMEFORMAT='%U %S'; time { " + command + " 2>/dev/null; }")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (bash.waitFor() != 0) {
            throw new IOException(said);
        }
        return Arrays.stream(said.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private static double median(double[] seconds) {
        return DoubleStream.of(seconds)
                .sorted()
                .skip(seconds.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
