package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What an agent can do for one business: ask, be told why, and write down a no. Nothing here records a yes. */
final class McpTools {

    /** The function behind each. */
    private static final Map<String, String> FUNCTIONS =
            Map.of("may_i_write", "check-permission", "why", "explain-standing", "they_said_no", "request-opt-out");

    private static final List<String> SCOPE = List.of("channel", "sender", "topic");

    /** Another argument may have been meant to narrow the question. */
    private static final Set<String> OF_A_QUESTION = Set.of("person", "category", "channel", "sender", "topic");

    private static final String YES = "Yes: one such message may go to this person now. Ask again before the next one.";

    private final Service service;
    private final String business;

    McpTools(Service service, String business) {
        this.service = service;
        this.business = business;
    }

    static boolean has(String tool) {
        return FUNCTIONS.containsKey(tool);
    }

    /** @return content for a model, and the same as data; without the data it is an error */
    ObjectNode call(String tool, JsonNode arguments) {
        try {
            return tool.equals("they_said_no") ? refuse(arguments) : ask(tool, arguments);
        } catch (RuntimeException e) {
            String why = e instanceof Trouble ? e.getMessage() : e.getClass().getSimpleName();
            String not = tool.equals("they_said_no")
                    ? "It is not recorded. Call again with the same arguments, and tell a human if that fails too: "
                    : "This is no permission. Do not write: ";
            return content(not + why).put("isError", true);
        }
    }

    private ObjectNode ask(String tool, JsonNode arguments) {
        arguments.fieldNames().forEachRemaining(name -> {
            if (!OF_A_QUESTION.contains(name)) {
                throw new Trouble(
                        "the arguments are " + OF_A_QUESTION.stream().sorted().toList());
            }
        });
        ObjectNode input = input(arguments, SCOPE);
        input.set("category", arguments.path("category"));
        JsonNode answer = service.callOnce(FUNCTIONS.get(tool), input);
        if (tool.equals("why")) {
            return data("It is no permission.", (ObjectNode) answer);
        }
        JsonNode result = answer.path("results").path(0);
        boolean isYes = result.path("permission").asText().equals("ALLOWED");
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("allowed", isYes);
        return data(isYes ? YES : "No. Do not write.", data.setAll((ObjectNode) result));
    }

    /** A no gets in with whatever stands beside it. Its one key lets a repetition after a lost answer change nothing. */
    private ObjectNode refuse(JsonNode arguments) {
        ObjectNode input = input(arguments, List.of("channel"));
        input.put("requestId", "mcp-" + UUID.randomUUID()).put("channel", "agent");
        JsonNode answer = service.call("request-opt-out", input);
        if (answer.path("entryId").asText().isEmpty()) {
            throw new Trouble("an answer that is not understood");
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("recorded", true);
        return data("It is recorded. Send this person no marketing.", data.setAll((ObjectNode) answer));
    }

    /** Names one person, whatever the arguments have. */
    private ObjectNode input(JsonNode arguments, List<String> parts) {
        JsonNode person = arguments.path("person");
        if (!person.isTextual() && !person.isIntegralNumber()) {
            throw new Trouble("person is one person, as a text");
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("businessId", business).put("userId", person.asText());
        ObjectNode scope = JsonNodeFactory.instance.objectNode();
        parts.stream().filter(arguments::hasNonNull).forEach(part -> scope.set(part, arguments.get(part)));
        if (!scope.isEmpty()) {
            input.set("scope", scope);
        }
        return input;
    }

    /** The data stands in the text as well, for clients that show the text alone. */
    private static ObjectNode data(String text, ObjectNode data) {
        ObjectNode result = content(text + "\n" + data);
        result.set("structuredContent", data);
        return result;
    }

    private static ObjectNode content(String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }
}
