package consimt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import consimt.cli.Mapping.Said;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a row of a list says, as {@code import-preferences} takes it.
 *
 * @param json its fields, as far as they can be read
 * @param field what is wrong; empty for nothing
 * @param code how it is wrong, in the words of the functions
 * @param written the person as the list has it
 */
record RowWish(ListRow row, ObjectNode json, String field, String code, String written) {

    /** No part may have so many characters. What is cut off is wrong for the functions as well. */
    private static final int LONGEST = 400;

    /** What programs write for no value. It would make one person of all customers who lack the one id. */
    private static final Pattern NOBODY = Pattern.compile("(?i)none|null|nil|unknown|undefined|no");

    private static final Set<String> REFUSALS = Set.of("OPT_OUT", "BLOCK");
    private static final Set<String> YES = Set.of("OPT_IN", "AGREED", "MESSAGE_SENT");

    /**
     * All that a row says. Without a wish it says nothing. A wish without a person is wrong, but in an empty row, and in a
     * list of customers of whom some lack a phone.
     *
     * @param zones of a yes, if true, and of a refusal
     * @param others parts of a yes that the list does not have: {@code proof}, {@code at}
     */
    static List<RowWish> of(ListRow row, IdReader ids, Function<Boolean, ZoneId> zones, Map<String, String> others) {
        boolean mayLackUser = row.mapping().mayLackUser()
                || StreamSupport.stream(row.fields().spliterator(), false)
                        .allMatch(each -> each.isEmpty() && each.asText().isBlank());
        return row.mapping().said(row.fields()).stream()
                .filter(said -> !said.wish().isEmpty()
                        && !(mayLackUser && who(said, ids).isEmpty()))
                .flatMap(said -> ids(row, said, ids).map(id -> of(row, said, id, ids, zones, others)))
                .toList();
    }

    /**
     * Whom a row is about; empty for nobody. A list of our own has the ids of the functions: no number in it lacks its
     * country's code. A refusal of one of two people is a wish of both.
     */
    private static Stream<String> ids(ListRow row, Said said, IdReader ids) {
        String written = who(said, ids);
        boolean isOurs = row.mapping().name().equals("consimt")
                && ExportCommand.COLUMNS.stream().allMatch(row.fields()::has);
        if (isOurs && written.matches("[1-9][0-9]{0,127}")) {
            return Stream.of(written);
        }
        List<String> both = REFUSALS.contains(said.wish()) ? ids.readings(written) : List.of();
        String one = ids.read(written);
        return both.size() > 1 ? both.stream() : Stream.of(one == null ? "" : one);
    }

    /** A customer without the one id, or with one that nobody can read, has the other. */
    private static String who(Said said, IdReader ids) {
        String user = said.part("user");
        String also = said.part("also");
        boolean isNobody = !also.isEmpty()
                && (NOBODY.matcher(user).matches() || ids.readings(user).isEmpty());
        return isNobody ? also : user;
    }

    private static RowWish of(
            ListRow row,
            Said said,
            String id,
            IdReader ids,
            Function<Boolean, ZoneId> zones,
            Map<String, String> others) {
        ObjectNode json = Service.JSON.createObjectNode();
        String written = who(said, ids);
        if (id.isEmpty()) {
            return new RowWish(row, json, "userId", written.isEmpty() ? "REQUIRED" : "INVALID", written);
        }
        String wish = said.wish();
        if (!isWish(wish)) {
            return new RowWish(row, json, "wish", "UNKNOWN_VALUE", written);
        }
        json.put("userId", id).put("wish", wish);
        String also = said.part("also");
        if (!also.isEmpty() && !also.equals(written)) {
            String other = ids.read(also);
            json.putArray("alsoKnownAs").add(other == null ? also : other);
        }
        ObjectNode scope = Service.JSON.createObjectNode();
        put(scope, "channel", said.part("channel").toLowerCase(Locale.ROOT));
        put(scope, "sender", said.part("sender"));
        put(scope, "topic", said.part("topic").toLowerCase(Locale.ROOT));
        if (!scope.isEmpty()) {
            json.set("scope", scope);
        }
        put(json, "categories", said.part("categories"));
        boolean isYes = YES.contains(wish);
        String time = said.part("at").isEmpty() && isYes ? others.getOrDefault("at", "") : said.part("at");
        Instant instant = ListTime.instant(time, zones, isYes);
        // A refusal goes on with a time that nobody can read, and then counts from its arrival.
        put(json, "occurredAt", instant == null ? time : instant.toString());
        String proof = said.part("proof").isEmpty() ? others.getOrDefault("proof", "") : said.part("proof");
        put(json, "proof", isYes ? proof : "");
        if (isYes && instant == null) {
            return new RowWish(row, json, "occurredAt", time.isEmpty() ? "REQUIRED" : "INVALID", written);
        }
        return isYes && proof.isEmpty()
                ? new RowWish(row, json, "proof", "REQUIRED", written)
                : new RowWish(row, json, "", "", written);
    }

    private static void put(ObjectNode into, String field, String value) {
        if (!value.isEmpty()) {
            into.put(field, value.substring(0, Math.min(LONGEST, value.length())));
        }
    }

    String part(String field) {
        return (json.has(field) ? json : json.path("scope")).path(field).asText("");
    }

    static boolean isWish(String word) {
        return REFUSALS.contains(word) || YES.contains(word);
    }

    boolean isRefusal() {
        return REFUSALS.contains(part("wish"));
    }
}
