package consimt.guard;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;

/** The table of operations, {@code operations.json}. */
final class Operations {

    static final Object TABLE = Objects.requireNonNull(
            StrictJson.read(SdkBytes.fromInputStream(Operations.class.getResourceAsStream("operations.json"))));

    private Operations() {}

    static boolean isService(String service) {
        return PathValues.texts(TABLE, "services").anyMatch(each -> isSame(each, service));
    }

    static String services() {
        return PathValues.texts(TABLE, "services").collect(Collectors.joining(", "));
    }

    static Optional<Object> row(String service, String operation) {
        return PathValues.at(TABLE, "operations")
                .filter(each -> isSame(PathValues.text(each, "service", ""), service))
                .filter(each -> PathValues.text(each, "operation", "").equals(operation))
                .findFirst();
    }

    static boolean isHarmless(String operation) {
        return PathValues.texts(TABLE, "harmless").anyMatch(operation::matches);
    }

    /** SDKs write the name of a service in different ways. */
    static boolean isSame(String service, String other) {
        return plain(service).equals(plain(other));
    }

    private static String plain(String service) {
        return service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
