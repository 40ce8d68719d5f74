package consimt.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.answer.Answer;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.kit.World;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunctionRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door of a developer's machine, in front of a function that the container cannot make. */
class HttpDoorTest {

    /** Nobody can make it, because no application runs here. */
    record Lacking() implements Guarded {

        public Answer lacking(Input input) {
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
    void asBefore() {
        FunctionRecorder.registry = before;
        result(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallerIsAnsweredWhereTheFunctionCannotBeMade(boolean byToken) {
        world.settle("b", "");
        String token = world.text("/token", "issue-business-token", "{'businessId':'b','name':'x'}");
        Future<Integer> status = vertx.createHttpClient()
                .request(HttpMethod.POST, port(), "localhost", "/lacking")
                .map(call -> byToken ? call.putHeader("Authorization", "Bearer " + token) : call)
                .compose(call -> call.send("{}"))
                .map(HttpClientResponse::statusCode);
        assertEquals(500, result(status));
    }

    private int port() {
        Router router = Router.router(vertx);
        router.route().order(-3).handler(BodyHandler.create(false));
        // The journal tells of answers, and the function gives none.
        new HttpDoor(World.JSON, world.access.authorizer().callers(), null).stand(router);
        return result(vertx.createHttpServer().requestHandler(router).listen(0)).actualPort();
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
