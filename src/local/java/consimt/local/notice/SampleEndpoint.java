package consimt.local.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Answer;
import consimt.business.ConfigureBusiness;
import consimt.form.Input;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The endpoint of the sample's bookshop is the receiver of this application, whose port may be another at each start. A
 * business whose endpoint somebody changed keeps that one.
 */
@Singleton
public class SampleEndpoint {

    private static final String BOOKSHOP = "librarie";

    private static final Pattern OWN = Pattern.compile("(http://localhost:)([0-9]+)(" + DevReceiver.PATH + "/.*)");

    private final ConfigureBusiness configure;
    private final ObjectMapper json;

    SampleEndpoint(ConfigureBusiness configure, ObjectMapper json) {
        this.configure = configure;
        this.json = json;
    }

    /** @param port on which this application listens; 0 if that is not known yet */
    public void moveTo(int port) {
        ObjectNode settings = settings();
        Matcher own = OWN.matcher(settings.path("notices").path("url").asText());
        if (port != 0 && own.matches() && !own.group(2).equals(Integer.toString(port))) {
            settings.withObject("notices").put("url", own.group(1) + port + own.group(3));
            configure.configureBusiness(Input.of(settings));
        }
    }

    private ObjectNode settings() {
        Answer found =
                configure.configureBusiness(Input.of(json.createObjectNode().put("businessId", BOOKSHOP)));
        return json.<ObjectNode>valueToTree(found).withObject("business");
    }
}
