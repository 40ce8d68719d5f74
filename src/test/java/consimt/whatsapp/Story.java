package consimt.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Person;
import consimt.whatsapp.envelope.Timestamp;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.IdChanged;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.MessageWords;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.SendFailed;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.Update.Wish;
import consimt.whatsapp.envelope.WhatsAppMessageId;
import consimt.whatsapp.envelope.WhatsAppMessageType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the platform may send, and what to make of it: a file of {@code src/test/resources/whatsapp} each. In it stand
 * the envelope (or the event of a topic), the updates that are read from it, how many of its parts are left out and
 * why, the facts that follow for the businesses {@code librarie} (number 1060001; Romanian and English) and
 * {@code cafenea} (number 1060002; English), and in some of them how people stand there in the end, asked about by each of
 * their ids. {@code librarie} has the number 1060011 too, and the topics {@code offers} and {@code news}.
 */
public record Story(String name, JsonNode told) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static List<Story> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Story.class.getResource("/whatsapp").toURI()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Story::from)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Story from(Path file) {
        try {
            return new Story(
                    file.getFileName().toString().replace(".json", ""), JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant now() {
        return Instant.parse(told.get("now").textValue());
    }

    /** As it arrives. */
    public byte[] body() {
        try {
            return JSON.writeValueAsBytes(told.get("envelope"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Envelope received() {
        return Envelope.read(body(), now()).orElseThrow();
    }

    public List<Update> updates() {
        return each("updates").map(Story::update).toList();
    }

    public List<EntryId> entryIds() {
        return each("updates")
                .map(update -> new EntryId(update.get("entryId").textValue()))
                .toList();
    }

    public Map<Ignored, Integer> ignored() {
        Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
        told.get("ignored")
                .properties()
                .forEach(each -> ignored.put(
                        Ignored.valueOf(each.getKey()), each.getValue().intValue()));
        return ignored;
    }

    /**
     * What the whole is to leave in the ledger: business, person, kind, time, and the entry's id where it is told. That
     * two ids are one stands under both.
     */
    Set<String> facts() {
        return each("facts")
                .flatMap(fact -> fact.has("from")
                        ? Stream.of(
                                fact(fact, "userId", " " + text(fact, "from")),
                                fact(fact, "from", " " + text(fact, "userId")))
                        : Stream.of(fact(fact, "userId", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How somebody stands at a business once the whole is recorded. */
    record Standing(String business, String userId, String conversation, String marketing) {}

    List<Standing> standing() {
        return each("standing")
                .map(standing -> new Standing(
                        text(standing, "business"),
                        text(standing, "userId"),
                        text(standing, "conversation"),
                        text(standing, "marketing")))
                .toList();
    }

    /** What a check for marketing of a scope answers in the end: {@code ALLOWED}, or the reason of the refusal. */
    record Checked(String business, String userId, String scope, String answer) {}

    List<Checked> answers() {
        return each("answers")
                .map(checked -> new Checked(
                        text(checked, "business"),
                        text(checked, "userId"),
                        checked.get("scope").toString(),
                        text(checked, "answer")))
                .toList();
    }

    private static String fact(JsonNode fact, String person, String more) {
        String id = fact.has("entryId") ? " " + text(fact, "entryId") : "";
        return String.join(
                        " ",
                        text(fact, "business"),
                        text(fact, person),
                        text(fact, "kind") + more,
                        Instant.parse(text(fact, "occurredAt")).toString())
                + id;
    }

    private Stream<JsonNode> each(String list) {
        return StreamSupport.stream(told.path(list).spliterator(), false);
    }

    private static Update update(JsonNode update) {
        String kind = text(update, "kind");
        Person person = person(update.get(kind.equals("IDENTITY_CHANGED") ? "current" : "person"));
        Instant told = update.has("told") ? Instant.parse(text(update, "told")) : null;
        Timestamp time = new Timestamp(
                Instant.parse(text(update, "at")), told, update.path("undated").booleanValue());
        Head head = new Head(text(update, "phoneNumberId"), person, time);
        return switch (kind) {
            case "MESSAGE_SENT" ->
                new MessageReceived(
                        head,
                        messageId(update),
                        WebhookField.valueOf(update.path("field").asText("MESSAGES")),
                        WhatsAppMessageType.valueOf(text(update, "type")),
                        MessageWords.of(text(update, "text"), buttons(update)),
                        null);
            case "PREFERENCE_CHANGED" -> new PreferenceChanged(head, Wish.valueOf(text(update, "wish")));
            case "SEND_FAILED" ->
                new SendFailed(head, messageId(update), update.get("code").intValue());
            case "MARKETING_SENT" -> new MarketingSent(head, messageId(update));
            case "IDENTITY_CHANGED" ->
                new IdChanged(
                        head,
                        person(update.get("previous")),
                        update.path("unsure").asBoolean());
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static WhatsAppMessageId messageId(JsonNode update) {
        return new WhatsAppMessageId(text(update, "messageId"));
    }

    private static Person person(JsonNode person) {
        return new Person(id(person, "scoped"), id(person, "parent"), id(person, "phone"));
    }

    private static UserId id(JsonNode person, String field) {
        return person.has(field) ? new UserId(text(person, field)) : null;
    }

    /** One, or a list. */
    private static List<Button> buttons(JsonNode update) {
        JsonNode told = update.path("button");
        List<Button> buttons = new ArrayList<>();
        for (JsonNode button : told.isObject() ? List.of(told) : told) {
            buttons.add(new Button(
                    Button.Place.valueOf(text(button, "source")), text(button, "payload"), text(button, "text")));
        }
        return buttons;
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    @Override
    public String toString() {
        return name + ": " + told.get("story").textValue();
    }
}
