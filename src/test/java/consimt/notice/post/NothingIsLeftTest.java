package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.notice.post.NoticePost.Reply;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** After a call no thread and no connection of it is left. */
class NothingIsLeftTest {

    private static final SSLContext OTHER = Certificates.of("dns:other.test");
    private static final SSLContext SHOP = Certificates.of("dns:shop.test");

    @Test
    void afterManyFailedCallsThereAreNoMoreThreads() {
        try (Receiver hanging = Receiver.with(null, ReceiversTest::hang);
                Receiver silent = Receiver.with(SHOP, ReceiversTest::hang);
                Receiver other = Receiver.with(OTHER, ReceiversTest::hang);
                Receiver garbage = Receiver.with(SHOP, Receiver.answering("garbage\n"))) {
            List<Posting> failing = List.of(
                    posting().to("shop.test", hanging),
                    posting().to("shop.test", silent),
                    posting().to("shop.test", other),
                    posting().to("shop.test", garbage),
                    posting());
            List<NoticePost> posts = failing.stream().map(Posting::post).toList();
            posts.forEach(post -> Posting.send(post, "https://shop.test/"));
            Set<Thread> before = threads();
            for (int i = 0; i < Cases.of(15, 200); i++) {
                Reply reply = Posting.send(posts.get(i % posts.size()), "https://shop.test/");
                assertTrue(reply.problem() != null);
            }
            Set<Thread> more = threads();
            more.removeAll(before);
            more.forEach(NothingIsLeftTest::awaitEnd);
            assertEquals(Set.of(), more.stream().filter(Thread::isAlive).collect(Collectors.toSet()));
        }
    }

    /** The receiver sees the end of each connection, also of one that was cut off. */
    @Test
    void theConnectionOfACallThatTookTooLongIsClosed() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Receiver receiver = Receiver.with(null, (self, connection) -> {
            while (connection.getInputStream().read() >= 0) {}
            ended.countDown();
        })) {
            // On a busy machine a call may be cut off before it connects.
            for (int tries = 0; tries < 1_000 && receiver.connections() == 0; tries++) {
                assertEquals(
                        Reply.of(PostProblem.TIMED_OUT, 0),
                        posting().to("shop.test", receiver).send("https://shop.test/"));
            }
            assertTrue(ended.await(60, TimeUnit.SECONDS));
        }
    }

    /** A lookup cannot be ended. So many can hang, and then no more are begun. */
    @Test
    void aNameServerThatHangsHoldsABoundedNumberOfThreads() {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = Receiver.with(null, ReceiversTest::hang)) {
            Posting posting = new Posting()
                    .limit(Duration.ofMillis(1))
                    .way(Posting.PUBLIC, receiver)
                    .resolver(name -> {
                        awaitWhateverInterrupts(end);
                        return List.of(Posting.address(Posting.PUBLIC));
                    });
            NoticePost post = posting.post();
            Set<Thread> before = threads();
            // On a busy machine a call may be cut off before its lookup.
            for (int i = 0, more = 6; i < 10_000 && more > 0; i++) {
                assertEquals(Reply.of(PostProblem.TIMED_OUT, 0), Posting.send(post, "https://shop.test/"));
                more -= posting.lookups().size() < 64 ? 0 : 1;
            }
            Set<Thread> hanging = threads();
            hanging.removeAll(before);
            end.countDown();
            hanging.forEach(NothingIsLeftTest::awaitEnd);
            assertEquals(64, posting.lookups().size());
            assertTrue(hanging.stream().noneMatch(Thread::isAlive));
            for (int tries = 0; tries < 1_000 && posting.lookups().size() == 64; tries++) {
                post.problemOf(post.url("https://shop.test/").orElseThrow());
            }
            // On a busy machine the lookup of the try before may come late.
            assertTrue(posting.lookups().size() > 64, "there is room again");
            assertEquals(0, receiver.connections(), "what was cut off does not connect later");
        }
    }

    private static void awaitWhateverInterrupts(CountDownLatch end) {
        boolean isInterrupted = false;
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCallThatIsInterruptedEnds() throws InterruptedException {
        AtomicReference<Reply> told = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        CountDownLatch connected = new CountDownLatch(1);
        try (Receiver receiver = Receiver.with(null, (Receiver self, Socket connection) -> {
            connected.countDown();
            self.pause(60_000);
        })) {
            Posting posting = new Posting().to("shop.test", receiver);
            Thread caller = new Thread(() -> {
                told.set(posting.send("https://shop.test/"));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            connected.await();
            caller.interrupt();
            awaitEnd(caller);
        }
        assertEquals(Reply.of(PostProblem.INTERRUPTED, 0), told.get());
        assertTrue(interrupted.get());
    }

    /** What a resolver or a library throws may have the name of the endpoint in its text. */
    @Test
    void aFaultHasNoTextOfTheEndpoint() {
        Posting posting = new Posting().resolver(name -> {
            throw new IllegalArgumentException(name);
        });
        IllegalStateException fault =
                assertThrows(IllegalStateException.class, () -> posting.send("https://shop.test/"));
        assertEquals("java.lang.IllegalArgumentException", fault.getMessage());
        assertEquals(null, fault.getCause());
    }

    private static Posting posting() {
        return new Posting().limit(Duration.ofMillis(60));
    }

    /** Those of the calls. What ran before in this JVM may begin others at any time. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().equals("notice-post"));
        return threads;
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
