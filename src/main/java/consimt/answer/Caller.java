package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a function is called. Whoever stands between the callers and the functions says so, by handing over
 * {@code {"caller": …, "input": …}} in the place of the input; what a caller sent is inside {@code input} and cannot
 * change it. A plain input is the operator's.
 *
 * @param businessId of a business, its own; of a person, the one business that they may act about, or null for all
 * @param userId of a person, their own; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Caller(
        Kind kind, @Nullable String businessId, @Nullable String userId) {

    public static final String CALLER = "caller";
    public static final String INPUT = "input";

    private static final Set<String> KNOWN = Set.of("kind", "businessId", "userId");

    public static final Caller OPERATOR = new Caller(Kind.OPERATOR, null, null);

    public enum Kind {
        /** Runs the service: anything. */
        OPERATOR,
        /** Its own relations, work and figures. */
        BUSINESS,
        /** Their own relations. */
        PERSON
    }

    /** Whether an input says on whose behalf it comes. No function has an input with these two fields. */
    public static boolean isNamedIn(JsonNode tree) {
        return tree.size() == 2 && tree.has(CALLER) && tree.has(INPUT);
    }

    /** The caller as it was named, or null where that is not sound: then nothing may be done. */
    public static @Nullable Caller read(JsonNode named) {
        boolean isSound = named.isObject()
                && named.propertyStream()
                        .allMatch(field -> KNOWN.contains(field.getKey())
                                && (field.getValue().isTextual()
                                        || field.getValue().isNull()));
        if (!isSound) {
            return null;
        }
        String kind = named.path("kind").asText();
        String businessId = id(named, "businessId");
        String userId = id(named, "userId");
        return switch (kind) {
            case "OPERATOR" -> businessId == null && userId == null ? OPERATOR : null;
            case "BUSINESS" ->
                businessId != null && userId == null ? new Caller(Kind.BUSINESS, businessId, null) : null;
            case "PERSON" -> userId != null ? new Caller(Kind.PERSON, businessId, userId) : null;
            default -> null;
        };
    }

    private static @Nullable String id(JsonNode named, String field) {
        JsonNode id = named.path(field);
        return id.isTextual() && !id.textValue().isEmpty() ? id.textValue() : null;
    }

    /** Whether what an input is about is the caller's own: the ids in it are theirs, and they are there. */
    public boolean owns(JsonNode input) {
        return isOwn(input, "businessId", businessId) && isOwn(input, "userId", userId);
    }

    private static boolean isOwn(JsonNode input, String field, @Nullable String own) {
        return own == null || own.equals(input.path(field).textValue());
    }

    @JsonIgnore
    public boolean isBusiness() {
        return kind == Kind.BUSINESS;
    }
}
