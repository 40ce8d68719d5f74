import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
                Content kept = operations.onlyThoseCalled(content);
                entries.putNextEntry(kept.storedEntry());
                entries.write(kept.bytes);
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
     * be, and so does what finds its endpoint.
     *
     * <p>The client loses its methods for the other operations. Otherwise the JVM would load all requests when it verifies
     * the client. The methods of its interface remain, and throw.
     */
    private static final class Operations {

        private static final String SERVICES = "software/amazon/awssdk/services/";

        /** What belongs to single operations. All else of a service stays. */
        private static final Pattern OF_OPERATIONS =
                Pattern.compile(SERVICES + "\\w+/(model|transform|paginators|waiters)/.+");

        /** What names the requests of all operations, one case each. */
        private static final Pattern OF_ALL_OPERATIONS =
                Pattern.compile(SERVICES + "\\w+/(\\w+Client(_.+_ClientProxy)?|endpoints/internal/.+)");

        private static final Pattern CLIENT = Pattern.compile(SERVICES + "\\w+/Default\\w+Client");

        /** The parameter of a client's method for one operation. */
        private static final Pattern OF_ONE_REQUEST =
                Pattern.compile("\\(L(" + SERVICES + "\\w+/model/\\w+Request);\\).*");

        private static final Pattern REQUEST = Pattern.compile("(.*/)model/(\\w+)Request");

        /** A name of a class, as the constants of another class have it. */
        private static final Pattern NAME = Pattern.compile(SERVICES + "[\\w$/]+");

        private final Map<String, byte[]> classes = new HashMap<>();

        private final Set<String> reached = new HashSet<>();

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
            boolean isOfAll = OF_ALL_OPERATIONS.matcher(name).matches();
            Matcher names = NAME.matcher(new String(classes.get(name), StandardCharsets.ISO_8859_1));
            while (names.find()) {
                String found = names.group();
                if (!isOfAll
                        || found.endsWith("Exception")
                        || !OF_OPERATIONS.matcher(found).matches()) {
                    next.add(found);
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
                    && !reached.contains(content.className());
        }

        /** A client without the methods whose requests are left out; all else as it is. */
        Content onlyThoseCalled(Content content) {
            return content.isClass() && CLIENT.matcher(content.className()).matches()
                    ? new Content(content.name, content.time, new ClassFile(content.bytes).without(this::isOfNoCall))
                    : content;
        }

        private boolean isOfNoCall(String descriptor) {
            Matcher request = OF_ONE_REQUEST.matcher(descriptor);
            return request.matches() && !reached.contains(request.group(1));
        }
    }

    /** A class as the JVM's specification lays it out in chapter 4. */
    private static final class ClassFile {

        private static final int UTF8 = 1;
        private static final int LONG = 5;
        private static final int DOUBLE = 6;

        /** The bytes of a constant after its tag, by the tag. */
        private static final int[] SIZES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

        private final byte[] bytes;
        private final ByteBuffer at;
        private final Map<Integer, String> texts = new HashMap<>();

        ClassFile(byte[] bytes) {
            this.bytes = bytes;
            this.at = ByteBuffer.wrap(bytes);
        }

        /** Without the methods whose descriptors are such. */
        byte[] without(Predicate<String> descriptor) {
            skip(2 * Integer.BYTES);
            readConstants();
            skip(3 * Short.BYTES);
            skip(Short.BYTES * number());
            for (int fields = number(); fields > 0; fields--) {
                descriptorOfMember();
            }
            int methods = at.position();
            List<byte[]> kept = new ArrayList<>();
            for (int left = number(); left > 0; left--) {
                int start = at.position();
                if (!descriptor.test(descriptorOfMember())) {
                    kept.add(Arrays.copyOfRange(bytes, start, at.position()));
                }
            }
            ByteBuffer changed = ByteBuffer.allocate(bytes.length);
            changed.put(bytes, 0, methods).putShort((short) kept.size());
            kept.forEach(changed::put);
            changed.put(bytes, at.position(), at.remaining());
            return Arrays.copyOf(changed.array(), changed.position());
        }

        private void readConstants() {
            int constants = number();
            for (int index = 1; index < constants; index++) {
                int tag = at.get();
                if (tag == UTF8) {
                    byte[] text = new byte[number()];
                    at.get(text);
                    texts.put(index, new String(text, StandardCharsets.UTF_8));
                } else {
                    skip(SIZES[tag]);
                    // Such a constant takes two places.
                    index += tag == LONG || tag == DOUBLE ? 1 : 0;
                }
            }
        }

        private String descriptorOfMember() {
            skip(2 * Short.BYTES);
            String descriptor = texts.get(number());
            for (int attributes = number(); attributes > 0; attributes--) {
                skip(Short.BYTES);
                skip(at.getInt());
            }
            return descriptor;
        }

        private int number() {
            return Short.toUnsignedInt(at.getShort());
        }

        private void skip(int length) {
            at.position(at.position() + length);
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
