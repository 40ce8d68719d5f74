package consimt.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.StreamReadFeature;

/** Calls of the SDK and JSON, read alike by the paths of {@code operations.json}. */
final class CallFields {

    /** Of two fields with one name another reader may take the other one, so such JSON is not understood. */
    private static final JsonNodeParser JSON = JsonNodeParser.builder()
            .jsonFactory(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** {@code operations.json}. */
    static final Object TABLE = table();

    private CallFields() {}

    private static Object table() {
        try (InputStream operations = CallFields.class.getResourceAsStream("operations.json")) {
            return tree(JSON.parse(operations));
        } catch (IOException missing) {
            throw new IllegalStateException("no table of operations", missing);
        }
    }

    /** What stands at a path of the table, in a call as in JSON. */
    static Stream<Object> values(Object of, String path) {
        Stream<Object> at = elements(of);
        for (String step : path.split("/")) {
            at = at.flatMap(each -> elements(step.equals("{}") ? read(each) : inside(each, step)));
        }
        return at;
    }

    private static Stream<Object> elements(Object value) {
        return value instanceof List<?> list ? list.stream().flatMap(CallFields::elements) : Stream.ofNullable(value);
    }

    /** A thing with a name and a value has its value by this name. */
    private static Object inside(Object of, String name) {
        if (of instanceof SdkPojo pojo) {
            Map<String, Object> fields = new LinkedHashMap<>();
            pojo.sdkFields().forEach(each -> fields.put(each.memberName(), each.getValueOrDefault(pojo)));
            boolean isNamed = fields.containsKey("Name") && fields.containsKey("Value");
            return !isNamed ? fields.get(name) : name.equals(fields.get("Name")) ? fields.get("Value") : null;
        }
        return of instanceof Map<?, ?> map ? map.get(name) : null;
    }

    static Stream<String> texts(Object of, String path) {
        return values(of, path).map(Object::toString);
    }

    static String text(Object of, String path) {
        return text(of, path, "");
    }

    static String text(Object of, String path, String other) {
        return texts(of, path).findFirst().orElse(other);
    }

    static boolean is(Object of, String path) {
        return text(of, path).equals("true");
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map.Entry<String, Object>> fields(Object of, String name) {
        return values(of, name).flatMap(each -> ((Map<String, Object>) each).entrySet().stream());
    }

    /** Whether a call has all labels that a mapping names, and nothing else there. */
    static boolean isLabelled(SdkPojo request, Object mapping) {
        return fields(mapping, "when").allMatch(wanted -> {
            String[] label = (wanted.getKey() + "/").split("/", 2);
            List<String> found = texts(TABLE, "labels/" + label[0])
                    .flatMap(path -> texts(request, path + "/" + label[1]))
                    .toList();
            return !found.isEmpty() && found.stream().allMatch(wanted.getValue()::equals);
        });
    }

    /** Whether a call has a value like that of the table, at one of the paths in this part of it. */
    static boolean has(SdkPojo request, String part, BiPredicate<String, String> isLike) {
        return fields(TABLE, part)
                .anyMatch(each -> texts(request, each.getKey())
                        .anyMatch(value -> isLike.test(value, each.getValue().toString())));
    }

    static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** @return what the text or the bytes say as JSON; null if they cannot be read */
    static Object read(Object json) {
        try {
            return tree(JSON.parse(json instanceof SdkBytes bytes ? bytes.asUtf8String() : json.toString()));
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static Object tree(JsonNode json) {
        if (json.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            json.asObject().forEach((name, value) -> fields.put(name, tree(value)));
            return fields;
        }
        return json.isArray() ? json.asArray().stream().map(CallFields::tree).toList() : json.text();
    }

    /** @param fields names and values; those that are null are left out */
    static Map<String, Object> object(Object... fields) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            made.put((String) fields[i], fields[i + 1]);
        }
        made.values().removeIf(Objects::isNull);
        return made;
    }

    static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> json(each.getKey()) + ":" + json(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CallFields::json).toList().toString();
        }
        byte[] text = JsonWriter.create().writeValue(value.toString()).getBytes();
        return value instanceof Boolean ? value.toString() : new String(text, StandardCharsets.UTF_8);
    }
}
