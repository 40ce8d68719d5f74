package consimt.unsubscribe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A person with links of a business's, and what the pages behind them answer. */
abstract class LinkPages {

    final World world = World.fresh();
    String person = World.somebody();
    String who = "'userId':'%s','businessId':'librarie'".formatted(person);

    HttpAnswer get(String link, String language) {
        return get(Map.of("link", link), language);
    }

    HttpAnswer get(Map<String, String> query, String language) {
        return call("GET", query, Map.of("accept-language", language), "");
    }

    HttpAnswer post(String link, String form) {
        return call("POST", link, Map.of("accept-language", "en"), form);
    }

    HttpAnswer call(String method, String link, Map<String, String> headers, String form) {
        return call(method, Map.of("link", link), headers, form);
    }

    private HttpAnswer call(String method, Map<String, String> query, Map<String, String> headers, String form) {
        return world.access
                .unsubscribe()
                .answer(new HttpCall(method, query, headers, form.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the browser shows: after a yes the page to which the answer leads. */
    HttpAnswer shown(HttpAnswer answer, String language) {
        if (answer.statusCode() != 303) {
            return answer;
        }
        String location = answer.headers().get("Location");
        assertTrue(location.matches("\\?link=L[\\w-]+&said=(all|this)"), location);
        return get(HttpCall.parameters(location.substring(1)), language);
    }
}
