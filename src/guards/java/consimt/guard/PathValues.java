package consimt.guard;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads the values of a call, of the table or of an answer by paths, whose steps are divided by a slash. */
final class PathValues {

    private PathValues() {}

    static Stream<Object> at(Object of, String path) {
        Stream<Object> at = parts(of);
        for (String step : path.split("/")) {
            at = at.flatMap(each -> parts(inside(each, step)));
        }
        return at;
    }

    static Stream<String> texts(Object of, String path) {
        return at(of, path).map(Object::toString);
    }

    static String text(Object of, String path, String other) {
        return texts(of, path).findFirst().orElse(other);
    }

    /** Whether one of the values matches as a whole. */
    static boolean has(Object of, String path, String pattern) {
        return texts(of, path).anyMatch(each -> each.matches(pattern));
    }

    static Stream<Map.Entry<?, ?>> entries(Object of, String path) {
        return at(of, path).flatMap(each -> ((Map<?, ?>) each).entrySet().stream());
    }

    /** Whether the field is one text, and no list of texts, for another reader takes a list otherwise. */
    static boolean is(Object of, String name, String pattern) {
        return field(of, name)
                .filter(it -> it.isString() && it.asString().matches(pattern))
                .isPresent();
    }

    static boolean isTrue(Object of, String name) {
        return field(of, name)
                .filter(JsonNode::isBoolean)
                .filter(JsonNode::asBoolean)
                .isPresent();
    }

    static Optional<JsonNode> field(Object of, String name) {
        if (of instanceof JsonNode json) {
            return json.field(name);
        }
        return of instanceof Map<?, ?> map ? Optional.ofNullable((JsonNode) map.get(name)) : Optional.empty();
    }

    private static Stream<Object> parts(Object of) {
        if (of instanceof JsonNode json) {
            return parts(json.isObject() ? json.asObject() : json.isArray() ? json.asArray() : json.text());
        }
        return of instanceof Collection<?> all ? all.stream().flatMap(PathValues::parts) : Stream.ofNullable(of);
    }

    private static Object inside(Object of, String step) {
        if (of instanceof SdkPojo pojo) {
            return inside(pojo, step);
        }
        if (step.equals("{}")) {
            return StrictJson.read(of);
        }
        return of instanceof Map<?, ?> map ? map.get(step) : null;
    }

    /** A thing with a name and a value has its value by this name. */
    private static Object inside(SdkPojo pojo, String step) {
        Map<String, Object> fields = new HashMap<>();
        pojo.sdkFields().forEach(each -> fields.put(each.memberName(), each.getValueOrDefault(pojo)));
        if (!fields.containsKey("Name")) {
            return fields.get(step);
        }
        return step.equals(fields.get("Name")) ? fields.get("Value") : null;
    }
}
