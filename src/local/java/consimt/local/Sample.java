package consimt.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.ConfigureBusiness;
import consimt.consent.DecideConsent;
import consimt.consent.OpenConversation;
import consimt.consent.RequestOptIn;
import consimt.consent.RequestOptOut;
import consimt.form.Input;
import consimt.runtime.PackagedFile;
import jakarta.inject.Singleton;
import java.util.Map;

/** A small world to try things in, told through the functions themselves: three businesses, thirteen people. */
@Singleton
public class Sample {

    private static final String FILE = "sample.json";

    private final ObjectMapper json;
    private final Map<String, Function> functions;

    Sample(
            ObjectMapper json,
            ConfigureBusiness configure,
            OpenConversation open,
            DecideConsent decide,
            RequestOptOut optOut,
            RequestOptIn optIn) {
        this.json = json;
        this.functions = Map.of(
                "configure-business", configure::configureBusiness,
                "open-conversation", open::openConversation,
                "decide-consent", decide::decideConsent,
                "request-opt-out", optOut::requestOptOut,
                "request-opt-in", optIn::requestOptIn);
    }

    /** Sends all of it through the functions. Idempotent. */
    public void load() {
        for (JsonNode step : read()) {
            String name = step.get("function").textValue();
            Function function = functions.get(name);
            if (function == null) {
                throw new IllegalStateException("the sample calls " + name + ", which is not for it");
            }
            Answer answer = function.call(Input.of(step.get("input")));
            if (answer.outcome() == Outcome.REJECTED || answer.outcome() == Outcome.CONFLICT) {
                throw new IllegalStateException("the sample's " + name + " was " + answer.outcome());
            }
        }
    }

    private JsonNode read() {
        return PackagedFile.read(Sample.class, FILE, json::readTree);
    }

    @FunctionalInterface
    private interface Function {

        Answer call(Input input);
    }
}
