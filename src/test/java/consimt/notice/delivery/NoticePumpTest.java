package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import consimt.business.BusinessSettings;
import consimt.business.SharedSettings;
import consimt.kit.LocalServer;
import consimt.kit.World;
import consimt.local.notice.LocalQueue;
import consimt.local.notice.NoticePump;
import consimt.local.notice.NoticePump.NoticeFunctions;
import consimt.messaging.TestQueues;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.post.JavaScriptVerifier;
import consimt.notice.post.NoticePost;
import consimt.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of the way on real parts: the engine with its stream, an SQS server, the functions, and a receiver over HTTP. */
class NoticePumpTest {

    private static final String SECRET = "whsec_" + "YSBzZWNyZXQgb2YgdGhlIHRlc3QsIG9mIDMyIGJ5dGVzLi4=";
    private static final int SOON_SECONDS = 60;

    private final World world = World.onEngine();
    private final Clock now = Clock.systemUTC();
    private final Receiver receiver = new Receiver();
    private final List<AutoCloseable> running = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
        receiver.server.close();
    }

    @Test
    void anOptOutArrivesSignedAsTwoLibrariesVerify() throws Exception {
        configure("shop");
        start();
        String ana = World.somebody();
        say("request-opt-out", "shop", ana, "o-1");

        Post post = receiver.next();
        assertEquals("/shop", post.path);
        JsonNode notice = post.notice();
        assertEquals("consimt.marketing.opted_out", notice.get("type").textValue());
        assertEquals("o-1", notice.at("/data/entryId").textValue());
        assertEquals(ana, notice.at("/data/userId").textValue());
        assertEquals(post.headers.get("webhook-id"), notice.get("id").textValue());
        Map<String, List<String>> lists = new HashMap<>();
        post.headers.forEach((name, value) -> lists.put(name, List.of(value)));
        new Webhook(SECRET).verify(post.body, lists);
        assertTrue(JavaScriptVerifier.onThisMachine().accepts(SECRET, post.headers, post.body));
    }

    @Test
    void aPumpThatIsKilledAndStartedAgainLosesNothingAndKeepsTheOrder() throws Exception {
        configure("shop");
        NoticePump killed = start();
        receiver.status = 503;
        String ana = World.somebody();
        String ben = World.somebody();
        say("request-opt-out", "shop", ana, "a-1");
        say("request-opt-in", "shop", ana, "a-2");
        say("request-opt-out", "shop", ben, "b-1");
        Set<String> refused = new LinkedHashSet<>();
        while (refused.size() < 2) {
            refused.add(receiver.next().entry());
        }
        assertEquals(Set.of("a-1", "b-1"), refused);

        // The queue is in memory: it is gone with the process. What is written now finds no pump.
        killed.close();
        receiver.posts.clear();
        receiver.status = 204;
        say("request-opt-in", "shop", ben, "b-2");
        start();
        Map<String, List<String>> got = new HashMap<>();
        Set<String> entries = new LinkedHashSet<>();
        while (entries.size() < 4) {
            Post post = receiver.next();
            if (entries.add(post.entry())) {
                got.computeIfAbsent(post.notice().at("/data/userId").textValue(), its -> new ArrayList<>())
                        .add(post.entry());
            }
        }
        assertEquals(Map.of(ana, List.of("a-1", "a-2"), ben, List.of("b-1", "b-2")), got);
    }

    @Test
    void whatIsDeliveredIsNotSentAgainByTheNextPump() throws Exception {
        configure("shop");
        NoticePump first = start();
        say("request-opt-out", "shop", World.somebody(), "a-1");
        assertEquals("a-1", receiver.next().entry());
        first.close();
        say("request-opt-out", "shop", World.somebody(), "b-1");
        start();
        assertEquals("b-1", receiver.next().entry());
    }

    private void configure(String business) {
        world.secrets.with("consimt/notices/" + business, SECRET);
        world.call(
                "configure-business",
                "{'businessId':'%1$s','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},"
                        + "'notices':{'url':'http://127.0.0.1:%2$d/%1$s','secretName':'consimt/notices/%1$s'}}",
                business,
                receiver.server.port());
    }

    private void say(String function, String business, String person, String id) {
        world.clock.set(now.instant());
        world.call(function, "{'requestId':'%s','userId':'%s','businessId':'%s'}", id, person, business);
    }

    /** A pump with a queue of its own, that goes on where the one before was. */
    private NoticePump start() {
        LocalQueue local = LocalQueue.make("n" + UUID.randomUUID());
        BusinessSettings settings = SharedSettings.of(world.stores.businesses(), world.stores.businesses(), now);
        Secrets secrets = world.secrets.secrets(now);
        NoticePost post = new NoticePost(secrets, now, true, Optional.empty());
        NoticeWay way = new NoticeWay(
                world.stores,
                settings,
                TestQueues.of(local),
                NoticeBus.NONE,
                NoticePosts.by(post, now),
                secrets,
                (metric, count) -> {},
                now);
        NoticePump pump = new NoticePump(
                world.client,
                world.tables.ledger(),
                folder.resolve("place"),
                local,
                new NoticeFunctions(way::publish, way::deliver, way.resume::resumeNotices));
        running.add(pump);
        return pump;
    }

    /** One request. */
    private record Post(String path, Map<String, String> headers, String body) {

        JsonNode notice() {
            try {
                return World.JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String entry() {
            return notice().at("/data/entryId").textValue();
        }
    }

    private static final class Receiver {

        private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
        private final LocalServer server = new LocalServer(
                Executors.newCachedThreadPool(run -> {
                    Thread thread = new Thread(run, "receiver");
                    thread.setDaemon(true);
                    return thread;
                }),
                Map.of("/", this::receive));
        private volatile int status = 204;

        private void receive(HttpExchange http) throws IOException {
            Map<String, String> headers = new LinkedHashMap<>();
            http.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            posts.add(new Post(http.getRequestURI().getPath(), headers, LocalServer.bodyOf(http)));
            LocalServer.answer(http, status, "");
        }

        /** Fails if none comes soon. */
        Post next() throws InterruptedException {
            Post post = posts.poll(SOON_SECONDS, TimeUnit.SECONDS);
            assertNotNull(post, "no notice came");
            return post;
        }
    }
}
