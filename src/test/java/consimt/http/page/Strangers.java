package consimt.http.page;

import consimt.http.Http;
import consimt.kit.Cases;
import consimt.kit.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Other people, about whom functions are called many times a second until they are closed. */
final class Strangers implements AutoCloseable {

    private static final int EACH_MILLIS = Cases.of(100, 50);

    /** What is recorded takes the longest. In every build one call of four records something. */
    private static final int ONE_OF = Cases.of(4, 1);

    private static final String ASKS = "check-permission {'category':'MARKETING'}";

    private static final List<String> CALLS = List.of(
            "open-conversation {}",
            "decide-consent {'decision':'MESSAGE_SENT','text':'Hello'}",
            "request-opt-out {}",
            "decide-consent {'decision':'BLOCK'}",
            "request-opt-in {}");

    private final String business;
    private final String person = World.somebody().replaceFirst("40", "41");
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    /** On a slow machine as many wait as come in a second. */
    private final Semaphore waiting = new Semaphore(20);

    private final AtomicInteger called = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    Strangers(String business) {
        this.business = business;
        clock.scheduleAtFixedRate(this::call, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    int answered() {
        return answered.get();
    }

    private void call() {
        if (!waiting.tryAcquire()) {
            return;
        }
        int number = called.getAndIncrement();
        String[] call = (number % ONE_OF == 0 ? CALLS.get(number / ONE_OF % CALLS.size()) : ASKS).split(" ", 2);
        // The same five people, so that some of it changes nothing.
        String pair = "{'businessId':'%s','userId':'%s%d'%s"
                .formatted(business, person, number % 5, call[1].equals("{}") ? "}" : "," + call[1].substring(1));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + Http.port() + "/" + call[0]))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(pair.replace('\'', '"')))
                .build();
        client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failed) -> {
            waiting.release();
            answered.addAndGet(failed == null && answer.statusCode() == 200 ? 1 : 0);
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
