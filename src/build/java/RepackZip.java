import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * may use them.
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
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.setLevel(Deflater.BEST_COMPRESSION);
            for (Content content : contents) {
                entries.putNextEntry(content.entry());
                entries.write(content.name().endsWith(".jar") ? stored(content.bytes) : content.bytes);
            }
        }
        Files.write(Path.of(args[1]), zip.toByteArray());
    }

    /**
     * A jar without compression, and without what only builds need. Its entries keep their order: the manifest has to be
     * the first.
     */
    private static byte[] stored(byte[] jar) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(stored)) {
            entries.setMethod(ZipOutputStream.STORED);
            for (Content content : read(jar)) {
                if (FOR_BUILDS.stream().anyMatch(content.name()::startsWith)) {
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

    private record Content(String name, LocalDateTime time, byte[] bytes) {

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
