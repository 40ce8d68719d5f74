package consimt.guard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What Consimt is asked about a call: whom it reaches, by which channel, and of which category it is. */
final class Asks {

    private static final int MOST = 100;

    private final Object operation;
    private final SdkPojo call;
    private final Object mapping;
    private final boolean isUnasked;
    private final Pattern person;
    private final String category;
    private final String sender;
    private final String topic;
    private final String template;

    Asks(Object operation, SdkPojo call, Object mapping, boolean isUnasked) {
        this.operation = operation;
        this.call = call;
        this.mapping = mapping;
        this.isUnasked = isUnasked;
        this.person = Pattern.compile(
                PathValues.text(Operations.TABLE, "people/" + PathValues.text(operation, "people", ""), ""));
        this.category = category();
        this.sender =
                PathValues.text(mapping, "sender", PathValues.text(call, PathValues.text(operation, "sender", ""), ""));
        this.topic = PathValues.text(mapping, "topic", "");
        this.template = PathValues.text(call, PathValues.text(operation, "template", ""), "");
    }

    /** One for each person and each channel that the message may come by. None if the call is about no person. */
    Set<Object> all() {
        List<String> recipients = found("recipients").toList();
        if (recipients.isEmpty() && isAboutNobody()) {
            return Set.of();
        }
        List<String> channels = channels();
        Set<Object> asks = new LinkedHashSet<>();
        for (String recipient : recipients) {
            for (String channel : channels) {
                asks.add(ask(person(recipient), channel));
            }
        }
        boolean isForMore = isAnyOf("only", "(?s)(?!%s\\z).*");
        if (asks.isEmpty() || asks.size() > MOST || isForMore || PathValues.has(asks, "userId", "")) {
            throw unknown(recipients.isEmpty() && isUnseen());
        }
        return asks;
    }

    private boolean isAboutNobody() {
        return found("noPerson").findAny().isPresent() || isUnseen() && isUnasked;
    }

    private boolean isUnseen() {
        return found("unseen").findAny().isPresent();
    }

    private Object ask(String userId, String channel) {
        Object scope = Map.of("channel", channel, "sender", sender, "topic", topic);
        return Map.of("userId", userId, "category", category, "scope", scope, "template", template);
    }

    /** @return the id; empty if the text is none of a person */
    private String person(String recipient) {
        Matcher read = person.matcher(recipient);
        return read.matches() ? read.group(read.groupCount()) : "";
    }

    private List<String> channels() {
        String channel = PathValues.text(operation, "channel", "");
        String like = PathValues.text(operation, "also/like", "(?s).*");
        return PathValues.has(call, PathValues.text(operation, "also/field", ""), like)
                ? List.of(channel, PathValues.text(operation, "also/channel", ""))
                : List.of(channel);
    }

    private String category() {
        String mapped =
                isAnyOf("marketing", "(?i)%s") ? "MARKETING" : PathValues.text(mapping, "category", "MARKETING");
        return mapped.equals("MARKETING") ? mapped : PathValues.text(operation, "notMarketing", mapped);
    }

    private Stream<String> found(String paths) {
        return PathValues.texts(operation, paths).flatMap(path -> PathValues.texts(call, path));
    }

    /** Whether a value of the call, at one of the paths in this part of the table, is like the text there. */
    private boolean isAnyOf(String part, String like) {
        return PathValues.entries(Operations.TABLE, part)
                .anyMatch(each -> PathValues.has(
                        call, each.getKey().toString(), like.formatted(((JsonNode) each.getValue()).text())));
    }

    private ConsentRefused unknown(boolean isUnseen) {
        String name = PathValues.text(operation, "service", "") + ":" + PathValues.text(operation, "operation", "");
        String why = isUnseen
                ? "it goes to a topic or an endpoint; to let such calls go, name \"" + name
                        + "\" in the setting unasked"
                : "it names nobody, too many, or somebody who is not written as a number with its country code,"
                        + " or as one address";
        return ConsentRefused.itself("UNKNOWN_RECIPIENT", "The guard cannot tell whom this call reaches: " + why);
    }
}
