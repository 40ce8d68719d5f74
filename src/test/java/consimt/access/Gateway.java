package consimt.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.AuthorizeCaller.Call;
import consimt.kit.World;
import consimt.runtime.Unauthorized;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way that a request goes in AWS: the token through the authorizer, what that says and the body through the form in
 * which API Gateway joins them, into the function.
 */
record Gateway(World world) {

    /**
     * Answers a request.
     *
     * @param body JSON in which {@code '} may stand for quotes
     * @return null where the authorizer let nobody in
     */
    @Nullable JsonNode call(String function, String token, String body) {
        JsonNode context;
        try {
            context = World.JSON.valueToTree(world.access
                    .authorizer()
                    .authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"))
                    .context());
        } catch (Unauthorized nobody) {
            return null;
        }
        ObjectNode caller = World.JSON.createObjectNode();
        for (String field : List.of("kind", "businessId", "userId", "name", "only")) {
            caller.put(field, context.path(field).asText(""));
        }
        String input = "{\"caller\":" + caller + ",\"input\":" + body.replace('\'', '"') + "}";
        return world.call(function, input.getBytes(StandardCharsets.UTF_8));
    }

    String outcome(String function, String token, String body) {
        return call(function, token, body).get("outcome").textValue();
    }
}
