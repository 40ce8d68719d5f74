package consimt.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.answer.Caller;
import consimt.form.Guarded;
import consimt.runtime.Metrics;
import consimt.runtime.Sha256;
import consimt.runtime.Unauthorized;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the functions in API Gateway: says who calls, or that it is nobody known. What it says reaches the
 * function as the {@link Caller} and comes from the verified token alone.
 *
 * <p>Takes and gives the forms of API Gateway's Lambda authorizers of the type TOKEN (its developer guide, "Input to an
 * API Gateway Lambda authorizer" and "Output from …").
 */
@Guarded
@Singleton
public class AuthorizeCaller {

    private static final String OF_PERSONS = "consimt-all-person-links";

    private final Callers callers;
    private final Metrics metrics;

    AuthorizeCaller(Callers callers, Metrics metrics) {
        this.callers = callers;
        this.metrics = metrics;
    }

    /** @throws Unauthorized where the token is not good; to Lambda that is an error as any other, so it is counted */
    @Funq("authorize-caller")
    public Pass authorizeCaller(Call call) {
        return Optional.ofNullable(call).flatMap(this::pass).orElseGet(() -> {
            metrics.count("RefusedCallers", 1);
            throw new Unauthorized();
        });
    }

    private Optional<Pass> pass(Call call) {
        String token = call.authorizationToken();
        String methodArn = call.methodArn();
        return token == null || methodArn == null
                ? Optional.empty()
                : callers.known(token).map(known -> pass(known, methodArn));
    }

    private static Pass pass(Callers.Known known, String methodArn) {
        return new Pass(
                known.principal(),
                new Policy("2012-10-17", List.of(new PolicyStatement("execute-api:Invoke", "Allow", methodArn))),
                Context.of(known.caller()),
                throttle(known.caller()));
    }

    /** Whose rate counts: each business's own, and one for all persons' links. */
    private static String throttle(Caller caller) {
        return caller.isBusiness() ? "business-" + Sha256.hex(String.valueOf(caller.businessId())) : OF_PERSONS;
    }

    /** What API Gateway asks. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Call(
            @Nullable String authorizationToken, @Nullable String methodArn) {}

    /**
     * What API Gateway is told.
     *
     * @param usageIdentifierKey whose rate the call counts for
     */
    public record Pass(String principalId, Policy policyDocument, Context context, String usageIdentifierKey) {}

    /** Allows the one call that was asked about. */
    public record Policy(
            @JsonProperty("Version") String version,
            @JsonProperty("Statement") List<PolicyStatement> statement) {

        public Policy {
            statement = List.copyOf(statement);
        }
    }

    public record PolicyStatement(
            @JsonProperty("Action") String action,
            @JsonProperty("Effect") String effect,
            @JsonProperty("Resource") String resource) {}

    /** The caller, as the gateway hands it to the function. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Context(
            String kind,
            @Nullable String businessId,
            @Nullable String userId) {

        private static Context of(Caller caller) {
            return new Context(caller.kind().name(), caller.businessId(), caller.userId());
        }
    }
}
