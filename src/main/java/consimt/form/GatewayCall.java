package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call over HTTP as API Gateway hands it to a function: the event of its Lambda proxy integration.
 *
 * <p>The authorizer names the caller. The operator is the one who signed the call with an AWS signature. Of the parts
 * that the sender chose, only the body is read, and no field in it can name another caller.
 *
 * <p>Source: API Gateway's developer guide, "Input format of a Lambda function for proxy integration".
 */
final class GatewayCall {

    private static final List<String> NAMED = List.of("kind", "businessId", "userId");

    private GatewayCall() {}

    /** Whether this is an event of the gateway. No function's own input has these two fields. */
    static boolean is(JsonNode event) {
        return event.path("requestContext").isObject() && event.has("httpMethod");
    }

    static Input input(JsonNode event) {
        Caller caller = caller(event.get("requestContext"));
        return (caller == null ? Input.ofNobody() : Input.of(body(event), caller)).byGateway();
    }

    private static @Nullable Caller caller(JsonNode context) {
        JsonNode authorizer = context.path("authorizer");
        if (authorizer.isObject()) {
            ObjectNode named = JsonNodeFactory.instance.objectNode();
            NAMED.stream().filter(authorizer::has).forEach(field -> named.set(field, authorizer.get(field)));
            return Caller.read(named);
        }
        // Only a signed call has an ARN here.
        String signer = context.path("identity").path("userArn").asText("");
        return signer.isEmpty() ? null : Caller.OPERATOR;
    }

    private static byte[] body(JsonNode event) {
        String body = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }
}
