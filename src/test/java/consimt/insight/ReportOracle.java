package consimt.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The figures of a report without its texts, counted over all items of the ledger as they are stored. */
final class ReportOracle {

    private final List<Map<String, AttributeValue>> entries;
    private final ZoneId zone;

    ReportOracle(World world, String business, LocalDate from, LocalDate to, ZoneId zone) {
        this.zone = zone;
        this.entries = world.entries().stream()
                .filter(entry -> entry.get("businessId").s().equals(business))
                .filter(entry -> entry.containsKey("changeAt"))
                .filter(entry -> !day(entry).isBefore(from) && !day(entry).isAfter(to))
                .toList();
    }

    JsonNode periods(String by, LocalDate from, LocalDate to) {
        Map<String, List<Map<String, AttributeValue>>> groups = new TreeMap<>();
        for (Map<String, AttributeValue> entry : entries) {
            if (text(entry, "kind").equals("MARKETING_PREFERENCE")) {
                groups.computeIfAbsent(key(by, entry), key -> new ArrayList<>()).add(entry);
            }
        }
        List<ObjectNode> periods = new ArrayList<>();
        groups.forEach((key, members) -> periods.add(period(by, key, members, from, to)));
        if (by.equals("scope") || by.equals("campaign")) {
            periods.sort(Comparator.comparing(
                    (ObjectNode period) -> -period.get("optOuts").intValue()));
        }
        ArrayNode all = World.JSON.createArrayNode();
        periods.forEach(all::add);
        return all;
    }

    private ObjectNode period(
            String by, String key, List<Map<String, AttributeValue>> members, LocalDate from, LocalDate to) {
        List<Map<String, AttributeValue>> left = new ArrayList<>();
        int optIns = 0;
        for (Set<String> person : people(members)) {
            Map<String, AttributeValue> last = members.stream()
                    .filter(entry -> person.contains(text(entry, "userId")))
                    .max(Comparator.comparing((Map<String, AttributeValue> entry) -> counts(entry))
                            .thenComparing(entry -> text(entry, "value").equals("OPT_OUT"))
                            .thenComparing(entry -> !reason(entry).isEmpty())
                            .thenComparing(entry -> text(entry, "changeAt")))
                    .orElseThrow();
            if (text(last, "value").equals("OPT_OUT")) {
                left.add(last);
            } else {
                optIns++;
            }
        }
        LocalDate first = day(members.get(0));
        LocalDate start = from;
        LocalDate end = to;
        if (by.equals("month")) {
            start = first.withDayOfMonth(1);
            end = first.plusMonths(1).withDayOfMonth(1).minusDays(1);
        } else if (by.equals("week")) {
            start = first.minusDays(first.getDayOfWeek().getValue() - 1);
            end = start.plusDays(6);
        }
        ObjectNode period = World.JSON.createObjectNode();
        period.put("from", (start.isBefore(from) ? from : start).toString());
        period.put("to", (end.isAfter(to) ? to : end).toString());
        period.put("key", key);
        period.put("optOuts", left.size());
        period.put("optIns", optIns);
        Map<String, Integer> codes = new TreeMap<>();
        left.forEach(entry -> codes.merge(reason(entry), 1, Integer::sum));
        int notAsked = codes.getOrDefault("", 0);
        int declined = codes.getOrDefault("DECLINED", 0);
        codes.remove("");
        codes.remove("DECLINED");
        ArrayNode reasons = period.putArray("reasons");
        codes.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> code) -> -code.getValue()))
                .forEach(code -> reasons.addObject()
                        .put("code", code.getKey())
                        .put("count", code.getValue())
                        .put("share", Math.round(code.getValue() * 1000.0 / left.size()) / 1000.0));
        period.put("declined", declined);
        period.put("notAsked", notAsked);
        List<Long> seconds = left.stream()
                .filter(entry -> !text(entry, "messageSentAt").isEmpty())
                .map(entry -> Duration.between(
                                Instant.parse(text(entry, "messageSentAt")), Instant.parse(text(entry, "occurredAt")))
                        .toMillis())
                .filter(millis -> millis >= 0)
                .map(millis -> millis / 1000)
                .sorted()
                .toList();
        if (!seconds.isEmpty()) {
            period.putObject("hoursAfterMessage")
                    .put("median", hours(seconds.get((seconds.size() + 1) / 2 - 1)))
                    .put("p90", hours(seconds.get((9 * seconds.size() + 9) / 10 - 1)))
                    .put("known", seconds.size());
        }
        return period;
    }

    private static double hours(long seconds) {
        return Math.round(seconds / 360.0) / 10.0;
    }

    /** The last explanation, else what came with the opt-out; empty if there is neither. */
    private String reason(Map<String, AttributeValue> optOut) {
        return entries.stream()
                .filter(entry -> text(entry, "kind").equals("OPT_OUT_REASON"))
                .filter(entry -> text(entry, "value").equals(text(optOut, "entryId")))
                .filter(entry -> text(entry, "userId").equals(text(optOut, "userId")))
                .max(Comparator.comparing((Map<String, AttributeValue> entry) -> counts(entry))
                        .thenComparing(entry -> text(entry, "changeAt")))
                .map(entry -> text(entry, "reasonCode"))
                .orElse(text(optOut, "reasonCode"));
    }

    /** The sets of ids, joined until nothing more is to be joined. */
    private List<Set<String>> people(List<Map<String, AttributeValue>> members) {
        List<Set<String>> people = new ArrayList<>();
        new TreeSet<>(members.stream().map(entry -> text(entry, "userId")).toList()).forEach(id -> {
            Set<String> ids = new TreeSet<>(Set.of(id));
            int before;
            do {
                before = ids.size();
                for (Map<String, AttributeValue> entry : entries) {
                    Set<String> both = Set.of(text(entry, "userId"), text(entry, "value"));
                    if (text(entry, "kind").equals("IDENTITY_CHANGED")
                            && both.stream().anyMatch(ids::contains)) {
                        ids.addAll(both);
                    }
                }
            } while (ids.size() > before);
            people.add(ids);
        });
        return List.copyOf(new HashSet<>(people));
    }

    private String key(String by, Map<String, AttributeValue> entry) {
        LocalDate day = day(entry);
        String[] scope = (text(entry, "scope") + "///").split("/", -1);
        return switch (by) {
            case "week" ->
                "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "month" -> day.toString().substring(0, 7);
            case "campaign" -> text(entry, "campaign");
            default -> {
                String key = (scope[0].isEmpty() ? "" : " channel=" + scope[0])
                        + (scope[1].isEmpty() ? "" : " sender=" + scope[1])
                        + (scope[2].isEmpty() ? "" : " topic=" + scope[2]);
                yield key.isEmpty() ? "all" : key.substring(1);
            }
        };
    }

    private LocalDate day(Map<String, AttributeValue> entry) {
        String at = text(entry, "changeAt");
        return Instant.parse(at.substring(0, at.indexOf('#'))).atZone(zone).toLocalDate();
    }

    private static Instant counts(Map<String, AttributeValue> entry) {
        String from = text(entry, "countsFrom");
        return Instant.parse(from.isEmpty() ? text(entry, "occurredAt") : from);
    }

    private static String text(Map<String, AttributeValue> entry, String name) {
        AttributeValue value = entry.get(name);
        return value == null ? "" : value.s();
    }
}
