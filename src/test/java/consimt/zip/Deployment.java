package consimt.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Tables;
import consimt.form.RawEvent;
import consimt.kit.LocalServer;
import consimt.local.Engine;
import consimt.local.LocalTables;
import consimt.notice.delivery.NoticeEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The functions of one zip over the same tables, each started when it is first asked for and then kept. */
public final class Deployment implements AutoCloseable {

    static final Path ZIP = Path.of(System.getProperty("consimt.function.zip", "target/function.zip"));

    /** The folder for what the functions print, one file each. */
    static final Path LOGS = Path.of("target", "zip-logs");

    /** The names that the zip has when nothing in the environment says otherwise. */
    private static final Tables TABLES = new Tables(
            "consimt-relations",
            "consimt-ledger",
            "consimt-follow-ups",
            "consimt-businesses",
            "consimt-revocations",
            "consimt-aside");

    /** Nothing listens there, and nobody without special rights can. */
    private static final URI NO_STORE = URI.create("http://127.0.0.1:1");

    static {
        // Before the first server. Otherwise each message waits 40 ms: a server sends head and body apart, and the
        // client
        // acknowledges late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path folder;
    private final RuntimeClient client;
    private final Path logs;
    private final Engine engine;
    private final Services services;
    private final Map<String, ZipFunction> started = new TreeMap<>();
    private FunctionZip zip;

    /** Of each JVM: the default of the JDK, or the archive. */
    private String option = "-Xshare:auto";

    private Deployment(
            Path folder, FunctionZip zip, RuntimeClient client, Path logs, Engine engine, Services services) {
        this.folder = folder;
        this.zip = zip;
        this.client = client;
        this.logs = logs;
        this.engine = engine;
        this.services = services;
    }

    /** The zip that the build made. */
    public static Deployment ofTheBuild() throws IOException {
        Path folder = Files.createTempDirectory("consimt-zip-");
        Deployment deployment = new Deployment(
                folder,
                FunctionZip.unpack(ZIP, folder.resolve("function")),
                RuntimeClient.unpack(folder),
                LOGS.toAbsolutePath(),
                Engine.start(null),
                new Services());
        deployment.createTables();
        return deployment;
    }

    /** The same from an archive of classes: starts take half of their time. The classes are in a jar, and not in a folder. */
    Deployment archived() throws IOException {
        zip = zip.inJars(folder.resolve("classes.jar"));
        Path archive = folder.resolve("classes.jsa");
        try (ZipFunction kept =
                start(program().withOption("-XX:ArchiveClassesAtExit=" + archive), "request-opt-out", "archive")) {
            String optOut = "{\"businessId\": \"librarie\", \"userId\": \"40700009999\"}";
            assertEquals(Reply.Kind.RESULT, kept.ask(optOut).kind());
            kept.end();
        }
        assertTrue(Files.exists(archive), "no archive was written");
        option = "-XX:SharedArchiveFile=" + archive;
        return this;
    }

    public RuntimeClient runtimeClient() {
        return client;
    }

    /** Where its tables are. */
    public URI store() {
        return engine.endpoint();
    }

    public FunctionZip zip() {
        return zip;
    }

    public Services services() {
        return services;
    }

    /** All ledger entries of a business in an event of the ledger's stream. */
    String streamed(String business) {
        try (DynamoDbClient tables = client()) {
            return new String(
                    RawEvent.jsonOf(NoticeEvents.ofStream(tables, TABLES.ledger(), business)), StandardCharsets.UTF_8);
        }
    }

    ZipFunction function(String export) {
        return started.computeIfAbsent(export, name -> start(name, engine.endpoint(), name));
    }

    /** The function where its store cannot be reached. */
    ZipFunction functionWithoutStore(String export) {
        return started.computeIfAbsent(export + "-without-store", name -> start(export, NO_STORE, name));
    }

    /** The function as it is before a snapshot, with nobody else's state. */
    ZipFunction functionForSnapshot(String export, Path loaded) throws IOException {
        return forSnapshot(export, engine.endpoint(), loaded);
    }

    /** The same, started in another way. */
    ZipFunction functionForSnapshot(String export, UnaryOperator<Program> changed) throws IOException {
        return start(changed.apply(program().forSnapshot()), export, engine.endpoint(), export + "-snapshot");
    }

    ZipFunction functionForSnapshotWithoutStore(String export, Path loaded) throws IOException {
        return forSnapshot(export, NO_STORE, loaded);
    }

    /** The image with its cache, trained as its Dockerfile says. */
    public ImageFolder image(ImageFolder.Jdk jdk) throws IOException {
        return ImageFolder.build(
                jdk, folder.resolve("image"), client.libraryOption(), logs.resolve("image-training.log"));
    }

    /** The function as the image starts it. */
    ZipFunction functionOfImage(ImageFolder image, String export, Path loaded) throws IOException {
        return start(image.program(client).tellingClasses(loaded), export, export + "-image");
    }

    /**
     * Any program, with the tables and services of this deployment.
     *
     * @param log the name of the file for what it prints
     */
    public ZipFunction start(Program program, String export, String log) throws IOException {
        return start(program, export, engine.endpoint(), log);
    }

    private ZipFunction forSnapshot(String export, URI store, Path loaded) throws IOException {
        return start(program().forSnapshot().tellingClasses(loaded), export, store, export + "-snapshot");
    }

    private ZipFunction start(Program program, String export, URI store, String log) throws IOException {
        return ZipFunction.start(program, export, store, services.environment(), logs.resolve(log + ".log"));
    }

    private Program program() throws IOException {
        return zip.program(client, Path.of(System.getProperty("java.home")))
                .asDeployed()
                .withOption(option);
    }

    /** Ends the functions, so that their logs are whole. */
    void stop() {
        started.values().parallelStream().forEach(ZipFunction::close);
        started.clear();
    }

    @Override
    public void close() throws IOException {
        stop();
        engine.stop();
        services.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ZipFunction start(String export, URI store, String log) {
        try {
            return start(program(), export, store, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createTables() {
        try (DynamoDbClient tables = client()) {
            LocalTables.create(tables, TABLES);
        }
    }

    private DynamoDbClient client() {
        return LocalServer.calling(engine.endpoint(), DynamoDbClient.builder()).build();
    }
}
