package consimt.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The settings of a guard, checked when it is put in. */
final class GuardSettings {

    final String businessId;
    final Duration limit;
    final boolean mayPassWhenSilent;
    private final JsonNode all;

    GuardSettings(String json) {
        all = Objects.requireNonNull(StrictJson.read(json), "settings");
        if (!all.field("messages").map(GuardSettings::areMappings).orElse(true)) {
            throw new IllegalArgumentException(
                    "each of messages needs a when of labels and texts, and known fields only");
        }
        businessId = PathValues.text(all, "businessId", "");
        limit = Duration.ofMillis(Long.parseLong(PathValues.text(all, "limitMillis", "3000")));
        mayPassWhenSilent = PathValues.has(all, "passWhenSilent", "true");
    }

    private static boolean areMappings(JsonNode messages) {
        return messages.isArray() && messages.asArray().stream().allMatch(GuardSettings::isMapping);
    }

    private static boolean isMapping(JsonNode one) {
        return one.field("when").isPresent()
                && one.asObject().entrySet().stream().allMatch(each -> isField(each.getKey(), each.getValue()));
    }

    private static boolean isField(String name, JsonNode value) {
        return switch (name) {
            case "when" -> isWhen(value);
            case "category", "topic", "sender" -> value.isString();
            case "opens" -> value.isBoolean();
            default -> false;
        };
    }

    private static boolean isWhen(JsonNode when) {
        return when.isObject()
                && !when.asObject().isEmpty()
                && when.asObject().entrySet().stream().allMatch(each -> isLabel(each.getKey(), each.getValue()));
    }

    private static boolean isLabel(String label, JsonNode text) {
        String first = label.split("/", 2)[0];
        return text.isString()
                && PathValues.entries(Operations.TABLE, "labels")
                        .anyMatch(known -> known.getKey().equals(first));
    }

    /** The first mapping that is for this call. */
    Object mapping(SdkPojo call) {
        Stream<Object> matching = PathValues.at(all, "messages")
                .filter(each -> PathValues.entries(each, "when").allMatch(wanted -> isLabelled(call, wanted)));
        return matching.findFirst().orElse(Map.of());
    }

    private static boolean isLabelled(SdkPojo call, Map.Entry<?, ?> wanted) {
        String[] label = (wanted.getKey() + "/").split("/", 2);
        List<String> found = PathValues.texts(Operations.TABLE, "labels/" + label[0])
                .flatMap(path -> PathValues.texts(call, path + "/" + label[1]))
                .distinct()
                .toList();
        return found.equals(List.of(((JsonNode) wanted.getValue()).text()));
    }

    boolean isUnasked(String service, String operation) {
        return PathValues.texts(all, "unasked").anyMatch(each -> {
            String[] named = each.split(":", 2);
            return Operations.isSame(named[0], service) && named[named.length - 1].equals(operation);
        });
    }
}
