package consimt.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.Callers;
import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.GatewayAnswer;
import consimt.answer.HttpStatus;
import consimt.answer.Problem;
import consimt.answer.Unavailable;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.RawEvent;
import consimt.local.journal.Journal;
import io.quarkus.arc.Arc;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls the function before the HTTP binding does, and gives each answer its status code, as the gateway does in AWS. The
 * function itself says what is wrong with the body, which may be as large as this function takes. The binding would give
 * an empty 400 and a log line that quotes the body. A GET calls no function, because it would put ids into addresses and
 * change data; its answer says what to do. A name that no function has gets such an answer too: also one in capital
 * letters or with a slash behind it. So does a form, whose fields the framework reads instead of the body.
 *
 * <p>On a developer's machine one may act as anybody. The header {@code X-Consimt-Caller} is {@code business
 * <businessId>}, {@code person <userId>}, {@code person <userId> <businessId>} or {@code staff <name>}. Without it the
 * caller is the operator, whose own id is no business's. A token in {@code Authorization} names the caller, as in AWS.
 */
@Singleton
class HttpDoor {

    /** Routes of extensions have orders from 0 up; the handler that reads the body comes much earlier. */
    private static final int BEFORE_THE_BINDING = -1;

    private static final Pattern NAME = Pattern.compile("(?<name>[A-Za-z]+(-[A-Za-z]+)*)/?");

    /** The paths beside the functions: the documents, the pages, and the framework's own pages. */
    private static final Set<String> OTHERS = Set.of("docs", "tour", "sample", "person", "desk", "playground", "q");

    private static final String CALLER = "X-Consimt-Caller";

    private static final Rejected NO_FORM = Rejected.because(
            Input.BODY,
            Problem.Code.INVALID,
            Input.BODY + " must be a JSON object; send it with -d and Content-Type: application/json");

    /** The same answer as the gateway's. */
    private static final Rejected NOBODY = Rejected.because("caller", Problem.Code.INVALID, "the caller is not known");

    private static final Rejected NOT_ALLOWED =
            Rejected.because("caller", Problem.Code.NOT_ALLOWED, "the caller may not do this, or not here");

    private final ObjectMapper json;

    private final Callers callers;

    private final Journal journal;

    HttpDoor(ObjectMapper json, Callers callers, Journal journal) {
        this.json = json;
        this.callers = callers;
        this.journal = journal;
    }

    void stand(@Observes Router router) {
        router.route().order(BEFORE_THE_BINDING).handler(this::look);
    }

    private void look(RoutingContext http) {
        String name = http.request().path().substring(1);
        FunctionInvoker function = FunctionRecorder.registry.matchInvoker(name);
        if (function == null && isName(name)) {
            answer(
                    http,
                    Rejected.because("path", Problem.Code.NOT_FOUND, "no function has this name; /docs has them all"));
        } else if (function == null || !Guarded.class.isAssignableFrom(function.getTargetClass())) {
            http.next();
        } else if (function.getInputType() == RawEvent.class) {
            call(http, function, new RawEvent(body(http)));
        } else if (http.request().method() != HttpMethod.POST) {
            http.response().putHeader(HttpHeaders.ALLOW, "POST");
            answer(
                    http,
                    405,
                    Rejected.because(
                            "method",
                            Problem.Code.NOT_ALLOWED,
                            name + " takes a JSON object by POST; /docs has an example to try"));
        } else if (isForm(http)) {
            answer(http, NO_FORM);
        } else {
            admit(http, function, body(http));
        }
    }

    /** Whether the path may be meant as a function's. */
    private static boolean isName(String path) {
        Matcher name = NAME.matcher(path);
        return name.matches() && !OTHERS.contains(name.group("name"));
    }

    private static boolean isForm(RoutingContext http) {
        String type = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static byte[] body(RoutingContext http) {
        Buffer buffer = http.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    private void admit(RoutingContext http, FunctionInvoker function, byte[] body) {
        String authorization = http.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            admit(http, function, named(http.request().getHeader(CALLER)), body);
            return;
        }
        http.vertx()
                .executeBlocking(() -> callers.of(authorization), false)
                .onSuccess(caller -> caller.ifPresentOrElse(
                        known -> call(http, function, known, body), () -> answer(http, 401, NOBODY)))
                .onFailure(unknown -> answer(http, Unavailable.SHORTLY));
    }

    private void admit(RoutingContext http, FunctionInvoker function, @Nullable Caller caller, byte[] body) {
        if (caller == null || isNoBusiness(caller)) {
            answer(http, NOT_ALLOWED);
        } else {
            call(http, function, caller, body);
        }
    }

    private boolean isNoBusiness(Caller caller) {
        String business = caller.businessId();
        return caller.isBusiness() && (business == null || !callers.isABusiness(business));
    }

    /** Nothing inside a body can say whose it is. */
    private void call(RoutingContext http, FunctionInvoker function, Caller caller, byte[] body) {
        call(http, function, Input.of(body, caller));
    }

    /** A handler of a future may not throw, for then nobody would answer. So the answer is written within the future. */
    private void call(RoutingContext http, FunctionInvoker function, Object input) {
        http.vertx()
                .executeBlocking(Executors.callable(() -> answer(http, answered(function, input))), false)
                .onFailure(http::fail);
    }

    private static Answer answered(FunctionInvoker function, Object input) {
        Object made = Arc.container().instance(function.getTargetClass()).get();
        try {
            return (Answer) function.getMethod().invoke(made, input);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof Unavailable.Fault fault) {
                return fault.answer();
            }
            throw new IllegalStateException(failed.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Caller named(@Nullable String header) {
        String[] words =
                header == null ? new String[] {"operator"} : header.trim().split(" +");
        ObjectNode caller = json.createObjectNode().put("kind", words[0].toUpperCase(Locale.ROOT));
        List<String> ids = switch (words[0]) {
            case "person" -> List.of("userId", "businessId");
            case "staff" -> List.of("name");
            default -> List.of("businessId");
        };
        for (int i = 1; i < words.length; i++) {
            caller.put(i <= ids.size() ? ids.get(i - 1) : "more", words[i]);
        }
        return Caller.read(caller);
    }

    private void answer(RoutingContext http, Answer answer) {
        answer(http, HttpStatus.of(answer), answer);
    }

    private void answer(RoutingContext http, int status, Answer answer) {
        GatewayAnswer written = GatewayAnswer.of(answer, json);
        journal.called(http, body(http), status, written::body);
        http.response().setStatusCode(status);
        written.headers().forEach(http.response()::putHeader);
        if (answer instanceof Unavailable unavailable) {
            http.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(unavailable.retryAfterSeconds()));
        }
        http.response().end(written.body());
    }
}
