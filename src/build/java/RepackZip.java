import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Packs the deployment zip anew, smaller and quicker to start.
 *
 * <p>The entries of its jars are stored, and the zip around them is compressed. So classes that are alike are compressed
 * together, and a start inflates none.
 *
 * <p>Jars that no function uses are left out. Maven could exclude them too, but what tests and serves on one's own machine
 * may use them. So are the operations of AWS's services that no function calls.
 *
 * <p>Usage: {@code java RepackZip.java from.zip to.zip}
 */
final class RepackZip {

    /** Jars without their versions, as they are named in {@code lib}. */
    private static final List<String> UNUSED = List.of(
            // Events of AWS as objects: the functions read them as JSON.
            "com.amazonaws.aws-lambda-java-events",
            // Queues of Mutiny's streams: a function has one answer.
            "org.jctools.jctools-core",
            // JSON for the configuration of a logger: the functions read theirs with Jackson.
            "org.eclipse.parsson.parsson",
            "jakarta.json.jakarta.json-api",
            // Expressions in interceptor bindings.
            "jakarta.el.jakarta.el-api",
            // Dates of Joda-Time: src/lambda has an empty module in their place.
            "com.fasterxml.jackson.datatype.jackson-datatype-joda",
            "joda-time.joda-time");

    /** What tools and people read in jars. Licences and notices stay. */
    private static final List<String> FOR_BUILDS = List.of(
            "META-INF/maven/",
            "META-INF/native-image/",
            "META-INF/jandex.idx",
            "META-INF/quarkus-config-doc/",
            "META-INF/quarkus-javadoc.properties",
            // The looks of the page of errors in development.
            "META-INF/template-html-builder.css");

    private RepackZip() {}

    public static void main(String[] args) throws IOException {
        List<Content> contents = read(Files.readAllBytes(Path.of(args[0])));
        for (String unused : UNUSED) {
            if (!contents.removeIf(content -> content.name().startsWith("lib/" + unused + "-"))) {
                throw new IllegalStateException(unused + " is not in the zip, so it cannot be left out");
            }
        }
        contents.sort(Comparator.comparing(Content::name));
        Operations operations = new Operations(contents);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.setLevel(Deflater.BEST_COMPRESSION);
            for (Content content : contents) {
                entries.putNextEntry(content.entry());
                entries.write(content.name().endsWith(".jar") ? stored(content.bytes, operations) : content.bytes);
            }
        }
        Files.write(Path.of(args[1]), zip.toByteArray());
    }

    /**
     * A jar without compression, without what only builds need, and without the operations that no function calls. Its
     * entries keep their order: the manifest has to be the first.
     */
    private static byte[] stored(byte[] jar, Operations operations) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(stored)) {
            entries.setMethod(ZipOutputStream.STORED);
            for (Content content : read(jar)) {
                if (FOR_BUILDS.stream().anyMatch(content.name()::startsWith) || operations.leaveOut(content)) {
                    continue;
                }
                entries.putNextEntry(content.storedEntry());
                entries.write(content.bytes);
            }
        }
        return stored.toByteArray();
    }

    private static List<Content> read(byte[] zip) throws IOException {
        Map<String, Content> contents = new LinkedHashMap<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                // Quarkus packs each class that it changes twice, and the last one counts, as for who unpacks the zip.
                contents.put(
                        entry.getName(), new Content(entry.getName(), entry.getTimeLocal(), entries.readAllBytes()));
            }
        }
        return new ArrayList<>(contents.values());
    }

    /**
     * Which classes of AWS's services the functions reach. A client names the classes of all its operations, EventBridge's
     * of some sixty, and one of them is called. So a client leads to no other class than the exceptions that an answer may
     * be, and the requests, which the JVM loads when it verifies the client.
     */
    private static final class Operations {

        private static final String SERVICES = "software/amazon/awssdk/services/";

        /** What belongs to single operations. All else of a service stays. */
        private static final Pattern OF_OPERATIONS =
                Pattern.compile(SERVICES + "\\w+/(model|transform|paginators|waiters)/.+");

        private static final Pattern CLIENT = Pattern.compile(SERVICES + "\\w+/\\w+Client");

        private static final Pattern REQUEST = Pattern.compile("(.*/)model/(\\w+)Request");

        /** A name of a class, as the constants of another class have it. */
        private static final Pattern NAME = Pattern.compile(SERVICES + "[\\w$/]+");

        private final Map<String, byte[]> classes = new HashMap<>();

        private final Set<String> reached = new HashSet<>();

        /** Requests that the JVM loads, and whose own parts it does not. */
        private final Set<String> loaded = new HashSet<>();

        Operations(List<Content> contents) throws IOException {
            for (Content content : contents) {
                List<Content> members = content.name().endsWith(".jar") ? read(content.bytes) : List.of(content);
                members.stream()
                        .filter(Content::isClass)
                        .forEach(member -> classes.put(member.className(), member.bytes));
            }
            Deque<String> next = new ArrayDeque<>();
            classes.keySet().stream()
                    .filter(name -> !OF_OPERATIONS.matcher(name).matches())
                    .forEach(next::add);
            while (!next.isEmpty()) {
                String name = next.remove();
                if (classes.containsKey(name) && reached.add(name)) {
                    follow(name, next);
                }
            }
        }

        private void follow(String name, Deque<String> next) {
            boolean client = CLIENT.matcher(name).matches();
            Matcher names = NAME.matcher(new String(classes.get(name), StandardCharsets.ISO_8859_1));
            while (names.find()) {
                String found = names.group();
                if (!client
                        || found.endsWith("Exception")
                        || !OF_OPERATIONS.matcher(found).matches()) {
                    next.add(found);
                } else if (found.endsWith("Request")) {
                    loaded.add(found);
                }
            }
            Matcher request = REQUEST.matcher(name);
            if (request.matches()) {
                next.add(request.group(1) + "model/" + request.group(2) + "Response");
                next.add(request.group(1) + "transform/" + request.group(2) + "RequestMarshaller");
            }
        }

        boolean leaveOut(Content content) {
            return content.isClass()
                    && OF_OPERATIONS.matcher(content.className()).matches()
                    && !reached.contains(content.className())
                    && !loaded.contains(content.className());
        }
    }

    private record Content(String name, LocalDateTime time, byte[] bytes) {

        boolean isClass() {
            return name.endsWith(".class");
        }

        String className() {
            return name.substring(0, name.length() - ".class".length());
        }

        ZipEntry entry() {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(time);
            return entry;
        }

        ZipEntry storedEntry() {
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            ZipEntry entry = entry();
            entry.setSize(bytes.length);
            entry.setCrc(checksum.getValue());
            return entry;
        }
    }
}
