package consimt.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.answer.Answer;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.kit.World;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunctionRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door of a developer's machine, in front of a function that the container cannot make. */
class HttpDoorTest {

    /** Nobody can make it, because no application runs here. */
    record Lacking() implements Guarded<Input> {

        public Answer lacking(Input input) {
            return guarded(input);
        }

        @Override
        public Answer answer(Input input) {
            throw new AssertionError("made all the same");
        }
    }

    private final World world = World.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final FunctionRegistry before = FunctionRecorder.registry;

    @BeforeEach
    void registered() throws NoSuchMethodException {
        FunctionInvoker lacking =
                new FunctionInvoker("lacking", Lacking.class, Lacking.class.getMethod("lacking", Input.class));
        FunctionRecorder.registry = new FunctionRegistry() {
            @Override
            public FunctionInvoker matchInvoker(String name) {
                return lacking;
            }
        };
    }

    @AfterEach
    void asBefore() throws ExecutionException, InterruptedException {
        FunctionRecorder.registry = before;
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallerIsAnsweredWhereTheFunctionCannotBeMade(boolean byToken)
            throws IOException, InterruptedException, ExecutionException {
        world.settle("b", "");
        String token = world.text("/token", "issue-business-token", "{'businessId':'b','name':'x'}");
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/lacking"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString("{}"));
        if (byToken) {
            call.header("Authorization", "Bearer " + token);
        }
        assertEquals(
                500,
                HttpClient.newHttpClient()
                        .send(call.build(), BodyHandlers.discarding())
                        .statusCode());
    }

    private int port() throws ExecutionException, InterruptedException {
        Router router = Router.router(vertx);
        router.route().order(-3).handler(BodyHandler.create(false));
        // The journal tells of answers, and the function gives none.
        new HttpDoor(World.JSON, world.access.authorizer().callers(), null).stand(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return server.actualPort();
    }
}
