package consimt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdReader;
import consimt.cli.Customer.Id;
import consimt.cli.ListRows.ListRow;
import consimt.cli.Mapping.Said;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /** Other ids that a row of the functions may tell. */
    private static final int MOST_OTHERS = 4;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,127}");

    private static final Set<String> REFUSALS = Set.of("OPT_OUT", "BLOCK");
    private static final Set<String> YES = Set.of("OPT_IN", "AGREED", "MESSAGE_SENT");

    /**
     * All that a row says. Without a wish it says nothing. A wish without a person is wrong, but in an empty row, and in a
     * list of customers of whom some lack a phone.
     *
     * @param zones of a yes, if true, and of a refusal
     * @param others parts of a yes that the list does not have: {@code proof}, {@code at}
     * @param isShared whether an id stands beside those of too many customers to be that of one
     */
    static List<RowWish> of(
            ListRow row,
            IdReader ids,
            Function<Boolean, ZoneId> zones,
            Map<String, String> others,
            Predicate<String> isShared) {
        if (!row.fits()) {
            return List.of(wrong(row, "row", "FIELDS", ""));
        }
        boolean mayLackUser = row.mapping().mayLackUser()
                || StreamSupport.stream(row.fields().spliterator(), false)
                        .allMatch(each -> each.isEmpty() && each.asText().isBlank());
        List<RowWish> wishes = new ArrayList<>();
        for (Said said : row.mapping().said(row.fields())) {
            Customer customer = customer(row, said, ids);
            if (said.wish().isEmpty() || mayLackUser && customer.ids().isEmpty()) {
                continue;
            }
            List<Id> unclear = customer.ids().stream()
                    .filter(id -> REFUSALS.contains(said.wish()) ? id.readings().isEmpty() : id.one() == null)
                    .toList();
            unclear.forEach(id -> wishes.add(wrong(row, id.field(), "INVALID", id.written())));
            if (customer.ids().isEmpty()) {
                wishes.add(wrong(row, "userId", "REQUIRED", ""));
            } else if (!isWish(said.wish())) {
                wishes.add(wrong(
                        row, "wish", "UNKNOWN_VALUE", customer.ids().get(0).written()));
            } else if (REFUSALS.contains(said.wish()) || unclear.isEmpty()) {
                wishes.addAll(of(new Parts(row, said, zones, others), customer, isShared));
            }
        }
        return wishes;
    }

    /** A list of our own has the ids of the functions: no number in it lacks its country's code. */
    static Customer customer(ListRow row, Said said, IdReader ids) {
        boolean isOurs = row.mapping().name().equals("consimt")
                && ExportCommand.COLUMNS.stream().allMatch(row.fields()::has);
        return isOurs
                ? new Customer(Stream.of(said.part("user"), said.part("also"))
                        .flatMap(cell -> Stream.of(cell.split("; ")))
                        .filter(id -> !id.isEmpty())
                        .map(id -> NUMBER.matcher(id).matches()
                                ? new Id("userId", id, id, List.of(id))
                                : Id.of("userId", id, ids))
                        .toList())
                : Customer.of(said, ids);
    }

    /** The parts of a wish that do not say whom it is about. */
    private record Parts(ListRow row, Said said, Function<Boolean, ZoneId> zones, Map<String, String> others) {

        boolean isRefusal() {
            return REFUSALS.contains(said.wish());
        }
    }

    /**
     * The wish of a customer, whose ids are linked. A refusal counts for each of two people whom an id may mean, and for an
     * id that several customers have; these are linked to nobody. A yes is that of the first id.
     */
    private static List<RowWish> of(Parts parts, Customer customer, Predicate<String> isShared) {
        List<RowWish> wishes = new ArrayList<>();
        Map<String, Id> linked = new LinkedHashMap<>();
        Map<String, Id> apart = new LinkedHashMap<>();
        for (Id id : customer.ids()) {
            List<String> people = parts.isRefusal()
                    ? id.readings()
                    : Stream.ofNullable(id.one()).toList();
            boolean isOfMany = people.size() == 1 && isShared.test(people.get(0));
            people.forEach(each -> (people.size() == 1 && !isOfMany ? linked : apart).putIfAbsent(each, id));
            if (isOfMany && customer.ids().size() > 1) {
                wishes.add(wrong(parts.row, "alsoKnownAs", "SHARED", id.written()));
            }
        }
        boolean isFirstShared = apart.containsValue(customer.ids().get(0));
        if (!parts.isRefusal()) {
            (isFirstShared ? linked : apart).clear();
        }
        List<String> ids = List.copyOf(linked.keySet());
        for (int from = 1; from == 1 && !ids.isEmpty() || from < ids.size(); from += MOST_OTHERS) {
            List<String> others = ids.subList(Math.min(from, ids.size()), Math.min(from + MOST_OTHERS, ids.size()));
            wishes.add(of(parts, ids.get(0), linked.get(ids.get(0)).written(), others));
        }
        apart.forEach((id, from) -> wishes.add(of(parts, id, from.written(), List.of())));
        return wishes;
    }

    private static RowWish wrong(ListRow row, String field, String code, String written) {
        return new RowWish(row, Service.JSON.createObjectNode(), field, code, written);
    }

    private static RowWish of(Parts parts, String id, String written, List<String> alsoKnownAs) {
        ObjectNode json = Service.JSON.createObjectNode();
        Said said = parts.said;
        String wish = said.wish();
        json.put("userId", id).put("wish", wish);
        if (!alsoKnownAs.isEmpty()) {
            json.set("alsoKnownAs", Service.JSON.valueToTree(alsoKnownAs));
        }
        ObjectNode scope = Service.JSON.createObjectNode();
        put(scope, "channel", said.part("channel").toLowerCase(Locale.ROOT));
        put(scope, "sender", said.part("sender"));
        put(scope, "topic", said.part("topic").toLowerCase(Locale.ROOT));
        if (!scope.isEmpty()) {
            json.set("scope", scope);
        }
        put(json, "categories", said.part("categories"));
        boolean isYes = !parts.isRefusal();
        String time = said.part("at").isEmpty() && isYes ? parts.others.getOrDefault("at", "") : said.part("at");
        Instant instant = ListTime.instant(time, parts.zones, isYes);
        // A refusal goes on with a time that nobody can read, and then counts from its arrival.
        put(json, "occurredAt", instant == null ? time : instant.toString());
        String proof = said.part("proof").isEmpty() ? parts.others.getOrDefault("proof", "") : said.part("proof");
        put(json, "proof", isYes ? proof : "");
        if (isYes && instant == null) {
            return new RowWish(parts.row, json, "occurredAt", time.isEmpty() ? "REQUIRED" : "INVALID", written);
        }
        return isYes && proof.isEmpty()
                ? new RowWish(parts.row, json, "proof", "REQUIRED", written)
                : new RowWish(parts.row, json, "", "", written);
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
