package consimt.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Asks Consimt before a client of the AWS SDK 2 sends a message, once a call, on the calling thread. What is refused or
 * not understood ends in {@link ConsentRefused}, and nothing leaves. The rules stand in {@code src/guards/README.md}.
 */
public final class ConsimtGuard implements ExecutionInterceptor {

    /** What Consimt is told when an introduction has left. */
    private static final ExecutionAttribute<Map<String, Object>> OPENING = new ExecutionAttribute<>("consimt");

    private final GuardSettings settings;
    private final Asking asking;

    /**
     * @param settings as JSON: {@code businessId}, {@code messages}, {@code unasked}, {@code limitMillis}, {@code
     *     passWhenSilent}
     * @param asking how Consimt is asked
     * @throws IllegalArgumentException if a mapping of {@code messages} names no label, or something that no guard knows
     */
    public ConsimtGuard(String settings, Asking asking) {
        this.settings = new GuardSettings(settings);
        this.asking = asking;
    }

    /**
     * By HTTPS, with a token of the business. Redirects are not followed.
     *
     * @throws IllegalArgumentException if the address is neither HTTPS nor one's own machine, or has a user, a query or
     *     a fragment
     */
    public static Asking byHttps(String url, String token) {
        return new HttpsAsking(url, token);
    }

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling call, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        if (!Operations.isService(service)) {
            throw ConsentRefused.itself(
                    "UNKNOWN_SERVICE",
                    "A guard is for clients of " + Operations.services() + ", and not of " + service);
        }
        refuseRawParameters(call.request(), operation);
        boolean isUnasked = settings.isUnasked(service, operation);
        Object row = Operations.row(service, operation).orElse(null);
        if (row != null) {
            attributes.putAttribute(OPENING, judge(row, call.request(), isUnasked));
        } else if (!isUnasked && !Operations.isHarmless(operation)) {
            throw ConsentRefused.itself(
                    "UNKNOWN_OPERATION",
                    "The guard does not know whom " + operation + " of " + service + " reaches. If it reaches nobody,"
                            + " name \"" + service + ":" + operation + "\" in the setting unasked");
        }
    }

    /** A service that reads fields of its calls from an address reads other ones there than the guard. */
    private static void refuseRawParameters(SdkRequest call, String operation) {
        boolean hasThem = call.overrideConfiguration()
                .filter(it -> !it.rawQueryParameters().isEmpty())
                .isPresent();
        if (hasThem) {
            throw ConsentRefused.itself(
                    "UNKNOWN_OPERATION", "The guard does not read the raw query parameters of this " + operation);
        }
    }

    /** @return what Consimt is told when the introduction has left; null if the message is none */
    private Map<String, Object> judge(Object operation, SdkPojo call, boolean isUnasked) {
        Object mapping = settings.mapping(call);
        Set<Object> asks = new Asks(operation, call, mapping, isUnasked).all();
        Consultation consultation = new Consultation(asking, settings.limit);
        List<Object> refusals = asks.isEmpty() ? List.of() : refusals(consultation, asks);
        if (refusals.isEmpty()) {
            return null;
        }
        List<String> people = PathValues.texts(asks, "userId").distinct().toList();
        if (people.size() == 1 && refusals.stream().allMatch(each -> mayOpen(each, mapping))) {
            return reserve(consultation, people.get(0), PathValues.text(operation, "channel", ""));
        }
        List<String> who = PathValues.texts(refusals, "userId").distinct().toList();
        throw ConsentRefused.of(
                "Consimt refuses this message to one or more of its people", refusals.get(0), who, null);
    }

    private List<Object> refusals(Consultation consultation, Set<Object> asks) {
        List<String> calm = PathValues.texts(Operations.TABLE, "passWhenSilent").toList();
        boolean mayPass =
                settings.mayPassWhenSilent && PathValues.texts(asks, "category").allMatch(calm::contains);
        List<String> people = PathValues.texts(asks, "userId").toList();
        Object question = Map.of("businessId", settings.businessId, "asks", asks, "consistent", true);
        Object answer = consultation.ask("check-permission", question, it -> Consultation.isAbout(it, people), mayPass);
        return PathValues.at(answer, "results")
                .filter(each -> PathValues.has(each, "permission", "REFUSED"))
                .toList();
    }

    private static boolean mayOpen(Object refusal, Object mapping) {
        boolean opens = PathValues.has(mapping, "opens", "true") || PathValues.isTrue(refusal, "opens");
        return opens && PathValues.is(refusal, "reason", "FIRST_CONTACT_REQUIRED");
    }

    private Map<String, Object> reserve(Consultation consultation, String userId, String channel) {
        Map<String, Object> opening = new HashMap<>(Map.of(
                "requestId",
                UUID.randomUUID(),
                "businessId",
                settings.businessId,
                "userId",
                userId,
                "channel",
                channel,
                "reserve",
                true));
        Object answer = consultation.ask("open-conversation", opening, Consultation::isOpening, false);
        if (PathValues.has(answer, "outcome", "REFUSED")) {
            throw ConsentRefused.of("Consimt refuses this introduction", answer, List.of(userId), null);
        }
        if (!PathValues.has(answer, "outcome", "RESERVED")) {
            String why = "Somebody else introduces the business to this person";
            throw ConsentRefused.of(why, Map.of("reason", "BUSY"), List.of(userId), null);
        }
        opening.remove("reserve");
        opening.put("reservation", PathValues.text(answer, "reservation", ""));
        return opening;
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        tell(attributes, "SENT");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.exception() instanceof SdkServiceException it
                && it.numAttempts() == 1
                && it.statusCode() / 100 == 4
                && it.statusCode() != 408) {
            tell(attributes, "NOT_SENT");
        }
    }

    /** What nobody was told counts as sent, so a fault changes nothing. */
    private void tell(ExecutionAttributes attributes, String result) {
        Map<String, Object> opening = attributes.getAttribute(OPENING);
        if (opening == null) {
            return;
        }
        opening.put("result", result);
        try {
            new Consultation(asking, settings.limit).ask("open-conversation", opening, Objects::nonNull, true);
        } catch (ConsentRefused unheard) {
            // As the docstring says.
        }
    }
}
