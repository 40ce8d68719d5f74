package consimt.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import consimt.answer.Caller;
import consimt.answer.Unavailable;
import consimt.business.BusinessSettings;
import consimt.relation.BusinessId;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.Sha256;
import consimt.runtime.Unauthorized;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's authorizer: names the caller of each call, or refuses the call as one of an unknown caller. The
 * function gets this name as the {@link Caller}. It comes from the verified token alone.
 *
 * <p>The input and the output have the forms of API Gateway's Lambda authorizers of the type TOKEN (its developer
 * guide, "Input to an API Gateway Lambda authorizer" and "Output from …").
 */
@Singleton
public record AuthorizeCaller(Callers callers, BusinessSettings settings, Metrics metrics) {

    private static final String OF_PERSONS = "consimt-all-person-links";

    /** One of sixteen keys of the template, by the first digit of a hash. */
    private static final String SHARED = "consimt-shared-by-businesses-";

    /**
     * @throws Unauthorized if the token is not valid. Lambda's own metric counts this as any other error, so a metric
     *     of its own counts it too
     */
    @Funq("authorize-caller")
    public Pass authorizeCaller(Call call) {
        try {
            return Optional.ofNullable(call).flatMap(this::pass).orElseGet(() -> {
                metrics.count("RefusedCallers", 1);
                throw new Unauthorized();
            });
        } catch (Unauthorized nobody) {
            throw nobody;
        } catch (RuntimeException fault) {
            Faults.log("AuthorizeCaller", fault);
            throw Unavailable.SHORTLY.asFault(fault);
        }
    }

    private Optional<Pass> pass(Call call) {
        String token = call.authorizationToken();
        String methodArn = call.methodArn();
        return token == null || methodArn == null
                ? Optional.empty()
                : callers.known(token).map(known -> pass(known, methodArn));
    }

    private Pass pass(Callers.Known known, String methodArn) {
        return new Pass(known.principal(), policy(methodArn), known.caller(), throttle(known.throttledAs()));
    }

    private static Map<String, Object> policy(String methodArn) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of("Action", "execute-api:Invoke", "Effect", "Allow", "Resource", methodArn)));
    }

    /**
     * By which key the gateway counts the call: a business's own, or one that it shares with a sixteenth of the others, and
     * one for all persons' links. The gateway refuses a call by a key that it does not have.
     */
    private String throttle(@Nullable String business) {
        if (business == null) {
            return OF_PERSONS;
        }
        String hash = Sha256.hex(business);
        return settings.of(new BusinessId(business)).hasOwnKey() ? "business-" + hash : SHARED + hash.charAt(0);
    }

    /** The authorizer's input. What is no text counts as missing. */
    @JsonDeserialize(using = Call.Reader.class)
    public record Call(
            @Nullable String authorizationToken, @Nullable String methodArn) {

        /**
         * The framework prepares the input of all functions whenever one starts. To find out by itself how a record is
         * read, the JSON library would load seventy classes each time.
         */
        static final class Reader extends JsonDeserializer<Call> {

            @Override
            public Call deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode event = parser.readValueAsTree();
                return new Call(
                        event.path("authorizationToken").textValue(),
                        event.path("methodArn").textValue());
            }
        }
    }

    /**
     * @param context the caller, as the gateway hands it to the function
     * @param usageIdentifierKey the key by which the gateway counts the call
     */
    public record Pass(
            String principalId, Map<String, Object> policyDocument, Caller context, String usageIdentifierKey) {}
}
