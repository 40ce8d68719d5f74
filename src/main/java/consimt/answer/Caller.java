package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a function is called. The event of the gateway names the caller beside the body. A program that
 * invokes a function for somebody names the caller itself: it sends {@code {"caller": …, "input": …}} in place of the
 * input. The sender's own words are in the body or in {@code input}, and cannot change the caller. A plain input is the
 * operator's.
 *
 * @param businessId of a business, its own id; of a person, the one business that they may act about, or null for all
 * @param userId of a person, their own id in its one form; else null
 * @param name who has the token, if it is one of this service; else null
 * @param only what the token is limited to; null for no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Caller(
        Kind kind,
        @Nullable String businessId,
        @Nullable String userId,
        @Nullable String name,
        @Nullable Only only) {

    public static final String CALLER = "caller";
    public static final String INPUT = "input";

    public static final Set<String> FIELDS = Set.of("kind", "businessId", "userId", "name", "only");

    public Caller {
        // What may mean somebody else is the caller's own id in this spelling alone.
        userId = userId == null || IdText.readings(userId).size() > 1 || IdText.lacksCode(userId)
                ? userId
                : IdText.oneForm(userId);
    }

    public static final Caller OPERATOR = new Caller(Kind.OPERATOR, null, null);

    /** A caller without a token of this service. */
    public Caller(Kind kind, @Nullable String businessId, @Nullable String userId) {
        this(kind, businessId, userId, null, null);
    }

    public enum Kind {
        /** The operator runs the service and may do everything. */
        OPERATOR,
        /** A business may use its own relations, its own work and its own figures. */
        BUSINESS,
        /** A person may use their own relations. */
        PERSON,
        /** The operator's people, by a token, may read everything, work the queues and record refusals. */
        STAFF
    }

    /** What a token may be limited to. Each such token may tell a refusal, too. */
    public enum Only {
        /** To read, and to check. */
        READ,
        /** To check alone. */
        CHECK
    }

    /** Whether an input names its caller. No function's own input has these two fields. */
    public static boolean isNamedIn(JsonNode tree) {
        return tree.size() == 2 && tree.has(CALLER) && tree.has(INPUT);
    }

    /** The caller that the input names. Null if the name is not valid: then the input is allowed nothing. */
    public static @Nullable Caller read(JsonNode named) {
        boolean isSound = named.isObject()
                && named.propertyStream()
                        .allMatch(field -> FIELDS.contains(field.getKey())
                                && (field.getValue().isTextual()
                                        || field.getValue().isNull()));
        if (!isSound) {
            return null;
        }
        String kind = named.path("kind").asText();
        String businessId = id(named, "businessId");
        String userId = id(named, "userId");
        String name = id(named, "name");
        String only = id(named, "only");
        if (only != null
                && Stream.of(Only.values()).noneMatch(each -> each.name().equals(only))) {
            return null;
        }
        Only limit = only == null ? null : Only.valueOf(only);
        boolean hasToken = name != null || limit != null;
        return switch (kind) {
            case "OPERATOR" -> businessId == null && userId == null && !hasToken ? OPERATOR : null;
            case "BUSINESS" ->
                businessId != null && userId == null ? new Caller(Kind.BUSINESS, businessId, null, name, limit) : null;
            case "PERSON" -> userId != null && !hasToken ? new Caller(Kind.PERSON, businessId, userId) : null;
            case "STAFF" ->
                businessId == null && userId == null && name != null
                        ? new Caller(Kind.STAFF, null, null, name, limit)
                        : null;
            default -> null;
        };
    }

    private static @Nullable String id(JsonNode named, String field) {
        JsonNode id = named.path(field);
        return id.isTextual() && !id.textValue().isEmpty() ? id.textValue() : null;
    }

    /** Whether an input is about the caller's own relations: the caller's ids are in it, and are the caller's own. */
    public boolean owns(JsonNode input) {
        return (businessId == null || businessId.equals(IdText.in(input.path("businessId"))))
                && (userId == null
                        || userId.equals(IdText.in(input.path("userId")))
                        || readings(input).contains(userId));
    }

    /** Whether the person of an input may be the caller or somebody else. The caller speaks for themselves alone. */
    public boolean isOneReadingOf(JsonNode input) {
        return readings(input).size() > 1 && readings(input).contains(userId);
    }

    private static List<String> readings(JsonNode input) {
        String person = IdText.in(input.path("userId"));
        return person == null ? List.of() : IdText.readings(person);
    }

    /** The caller's own ids, by the fields in which an input names them. */
    public Map<String, String> ids() {
        Map<String, String> ids = new TreeMap<>();
        if (businessId != null) {
            ids.put("businessId", businessId);
        }
        if (userId != null) {
            ids.put("userId", userId);
        }
        return ids;
    }

    /** Whether it may read nothing. Of a refusal that it tells, it learns no more than whether this was recorded. */
    @JsonIgnore
    public boolean mayOnlyCheck() {
        return only == Only.CHECK;
    }

    @JsonIgnore
    public boolean isBusiness() {
        return kind == Kind.BUSINESS;
    }
}
