package consimt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.form.JsonForm;
import consimt.relation.Channel;
import consimt.relation.UserId;
import consimt.runtime.PackagedFile;
import consimt.runtime.Sha256;
import consimt.source.SourceEvent.Meaning;
import consimt.web.HttpCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How the events of one vendor are read. */
public final class EventSource {

    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** In bytes: more than any vendor sends at once. */
    public static final int LARGEST = 1024 * 1024;

    private static final String ANY = "*";

    private static final Map<String, EventSource> READ = new ConcurrentHashMap<>();

    private final JsonNode file;

    private EventSource(JsonNode file) {
        this.file = file;
    }

    /** Empty if there is no file of this name. */
    public static Optional<EventSource> named(String name) {
        return NAME.matcher(name).matches() && EventSource.class.getResource(name + ".json") != null
                ? Optional.of(READ.computeIfAbsent(
                        name,
                        its -> new EventSource(
                                PackagedFile.read(EventSource.class, its + ".json", new ObjectMapper()::readTree))))
                : Optional.empty();
    }

    /** What the vendor takes for an answer without words, as XML; null where any answer of 200 is one. */
    public @Nullable String answer() {
        return text(file, "answer");
    }

    /**
     * @param ignored how many are nothing
     * @param ofNobody how many are something, and name nobody that can be read
     */
    public record Events(List<SourceEvent> events, int ignored, int ofNobody) {}

    /** The events in a body, JSON or a form; empty if it is neither. */
    public Optional<Events> read(byte[] body, Instant now) {
        return tree(body).map(tree -> {
            List<SourceEvent> events = new ArrayList<>();
            int ignored = 0;
            int ofNobody = 0;
            for (JsonNode each : elements(tree)) {
                JsonNode line = line(each);
                SourceEvent event = line == null ? null : event(line, each, now);
                if (event == null) {
                    ignored++;
                } else if (event.persons().isEmpty()) {
                    ofNobody++;
                } else {
                    events.add(event);
                }
            }
            return new Events(events, ignored, ofNobody);
        });
    }

    private static Optional<JsonNode> tree(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return Optional.of(JsonForm.mapper().readTree(text));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        HttpCall.parameters(text).forEach(form::put);
        return form.isEmpty() ? Optional.empty() : Optional.of(form);
    }

    private List<JsonNode> elements(JsonNode tree) {
        String each = text(file, "each");
        return each == null ? (tree.isArray() ? children(tree).toList() : List.of(tree)) : at(tree, each);
    }

    /** The first line of the file whose conditions an event has. */
    private @Nullable JsonNode line(JsonNode event) {
        return children(file.path("events"))
                .filter(line -> line.path("when").propertyStream().allMatch(when -> isMet(event, when)))
                .findFirst()
                .orElse(null);
    }

    private static boolean isMet(JsonNode event, Map.Entry<String, JsonNode> when) {
        Set<String> found = new LinkedHashSet<>();
        at(event, when.getKey()).stream()
                .filter(value -> value.isValueNode() && !value.isNull())
                .forEach(value -> found.add(plain(value)));
        found.remove("");
        return when.getValue().asText().equals(ANY)
                ? !found.isEmpty()
                : (when.getValue().isArray() ? children(when.getValue()) : Stream.of(when.getValue()))
                        .anyMatch(word -> found.contains(plain(word)));
    }

    /** Vendors write one word in several ways: OptOut, OPT_OUT. */
    private static String plain(JsonNode word) {
        return word.asText().replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Null for a message without words. */
    private @Nullable SourceEvent event(JsonNode line, JsonNode event, Instant now) {
        Channel channel = Channel.of(stated(line, "channel").asText()).orElseThrow();
        Set<UserId> persons = new LinkedHashSet<>();
        for (String person : texts(event, line, "person")) {
            String[] parts = person.split(":", 2);
            Optional<Channel> own = parts.length < 2 ? Optional.empty() : Channel.of(parts[0].strip());
            channel = own.orElse(channel);
            persons.addAll(readings(own.isPresent() ? parts[1] : person, channel));
        }
        Meaning meaning = Meaning.of(line.path("is"));
        String at = first(texts(event, line, "at"));
        VendorTime time = VendorTime.of(at, now);
        String text = first(texts(event, line, "text"));
        if (meaning == Meaning.WORDS && text == null) {
            return null;
        }
        List<String> id = texts(event, line, "id");
        String made = !id.isEmpty()
                ? Sha256.of(id.toArray(new String[0])).base64Url()
                : time.said() == null
                        ? null
                        : Sha256.of(meaning.name(), channel.word(), time.said().toString(), text)
                                .base64Url();
        return new SourceEvent(
                meaning,
                line.path("by").asText().equals("business"),
                List.copyOf(persons),
                channel,
                text,
                first(texts(event, line, "topic")),
                time,
                made);
    }

    /** Whom a text may mean: nobody, somebody, or one of two. */
    private static List<UserId> readings(String text, Channel channel) {
        UserId id = UserId.orNull(text);
        return id == null || channel == Channel.EMAIL && id.value().indexOf('@') < 0 ? List.of() : id.readings();
    }

    /** What a line says itself, or else the file. */
    private JsonNode stated(JsonNode line, String field) {
        return line.has(field) ? line.get(field) : file.path(field);
    }

    /** The texts at the places that a field of the file names. */
    private List<String> texts(JsonNode event, JsonNode line, String field) {
        JsonNode places = stated(line, field);
        return (places.isTextual() ? Stream.of(places) : children(places))
                .flatMap(place -> at(event, place.textValue()).stream())
                .filter(value -> value.isTextual() || value.isNumber() && Double.isFinite(value.doubleValue()))
                .map(value -> value.isTextual()
                        ? value.textValue()
                        : value.decimalValue().toPlainString())
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static @Nullable String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.get(0);
    }

    private static @Nullable String text(JsonNode file, String field) {
        return file.path(field).textValue();
    }

    /** What stands at a place as {@code a.b}: a list on the way stands for each of it, and {@code *} for each field. */
    private static List<JsonNode> at(JsonNode from, String place) {
        List<JsonNode> found = List.of(from);
        for (String step : from.has(place) ? new String[] {place} : place.split("\\.")) {
            found = found.stream()
                    .flatMap(EventSource::each)
                    .flatMap(node -> step.equals(ANY) ? children(node) : Stream.ofNullable(node.get(step)))
                    .toList();
        }
        return found.stream().flatMap(EventSource::each).toList();
    }

    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray() ? children(node) : Stream.of(node);
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
