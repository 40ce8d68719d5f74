package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Caller;
import consimt.answer.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call over HTTP as API Gateway hands it to a function: the event of its Lambda proxy integration.
 *
 * <p>The authorizer names the caller. The operator is the one who signed the call with an AWS signature. Of the parts
 * that the sender chose, the body alone is read, and no field in it can name another caller.
 *
 * <p>Source: API Gateway's developer guide, "Input format of a Lambda function for proxy integration".
 */
final class GatewayCall {

    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*");

    private GatewayCall() {}

    /** No function has an input with one of these fields. What has one and is no such event is of nobody. */
    static boolean is(JsonNode event) {
        return event.has("requestContext") || event.has("httpMethod");
    }

    static Input input(JsonNode event) {
        boolean isSound = event.path("httpMethod").isTextual() && !SentObject.isAmbiguous(event);
        Caller caller = isSound ? caller(event.path("requestContext")) : null;
        return (caller == null ? Input.ofNobody() : body(event, caller))
                .byGateway(address(event.path("requestContext")));
    }

    /**
     * Where the gateway was called: its domain, and the path without the resource, which is a stage or what a domain of
     * one's own puts there. A header says nothing of it, because the sender chose the header.
     */
    private static @Nullable String address(JsonNode context) {
        String path = context.path("path").asText();
        String resource = context.path("resourcePath").asText();
        if (resource.isEmpty() || !path.endsWith(resource)) {
            return null;
        }
        String address =
                "https://" + context.path("domainName").asText() + path.substring(0, path.length() - resource.length());
        return ADDRESS.matcher(address).matches() ? address : null;
    }

    private static @Nullable Caller caller(JsonNode context) {
        JsonNode authorizer = context.path("authorizer");
        if (authorizer.isMissingNode() || authorizer.isNull()) {
            return isSigned(context) ? Caller.OPERATOR : null;
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (String field : Caller.FIELDS) {
            String text = authorizer.path(field).textValue();
            if (text != null && !text.isEmpty()) {
                named.put(field, text);
            } else if (authorizer.has(field)) {
                return null;
            }
        }
        return Caller.read(named);
    }

    /** Only a call that somebody signed has the ARN of somebody. */
    private static boolean isSigned(JsonNode context) {
        String signer = context.path("identity").path("userArn").textValue();
        return signer != null && signer.startsWith("arn:");
    }

    private static Input body(JsonNode event, Caller caller) {
        return EventBody.of(event)
                .map(body -> Input.of(body, caller))
                .orElseGet(() -> Input.unreadable(Problem.Code.INVALID, "is not Base64"));
    }
}
