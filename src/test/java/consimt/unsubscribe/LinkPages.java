package consimt.unsubscribe;

import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A person with links of a business's, and what the pages behind them answer. */
abstract class LinkPages {

    final World world = World.fresh();
    final String person = World.somebody();
    final String who = "'userId':'%s','businessId':'librarie'".formatted(person);

    HttpAnswer get(String link, String language) {
        return call("GET", link, Map.of("accept-language", language), "");
    }

    HttpAnswer post(String link, String form) {
        return call("POST", link, Map.of("accept-language", "en"), form);
    }

    HttpAnswer call(String method, String link, Map<String, String> headers, String form) {
        return world.access
                .unsubscribe()
                .answer(new HttpCall(method, Map.of("link", link), headers, form.getBytes(StandardCharsets.UTF_8)));
    }
}
