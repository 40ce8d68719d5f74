package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source.Signer;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.WhatsAppMessageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No yes out of a no, whatever the platform sends. An agreeing act is a message that the person wrote to the business:
 * under {@code messages}, of a known type, with talk, or with something else than words. A text or an answer whose words
 * cannot be read is none, nor is an edit, a reaction that was taken back, a rejected call, or what the platform does
 * not pass on. Neither is anything under another field, in a group, or written by the business.
 */
class AgreeingActTest {

    private static final int ENVELOPES = Cases.of(1_500, 50_000);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PHONE = "40701110001";

    private static final List<String> REFUSALS = List.of(
            "STOP", "Stop. Thank you!", "🛑", "I do not wish to be contacted", "nu mă mai contactați", "Go away");

    /** On buttons and in forms fewer words are refusals. */
    private static final List<String> LABELS =
            List.of("STOP", "Unsubscribe", "Stop promotions", "I do not wish to be contacted");

    private static final List<String> ANSWERS =
            List.of("Unsubscribe", "Leave me alone", "I do not wish to be contacted", "0_STOP", "1_Stop_contacting_me");

    private static final List<String> SIGNS = List.of("🛑", "🚫", "🔕", "👎", "👎🏿");
    private static final List<String> TALK = List.of("hello", "da", "yes, please", "two of the blue ones");

    /** What the words of a message do. */
    private enum Words {
        REFUSE,
        TALK,
        NONE
    }

    private enum Place {
        MESSAGES,
        STANDBY,
        HISTORY,
        UNKNOWN_FIELD,
        UNKNOWN_LIST,
        ECHOES
    }

    private enum Sender {
        PERSON,
        BUSINESS,
        GROUP
    }

    private final Random random = new Random(20261124);
    private final UpdateStatements statements = new UpdateStatements(
            Shop.with(List.of(Locale.ENGLISH, Locale.forLanguageTag("ro")), null, null),
            Signer.OPERATOR,
            NOW,
            message -> true);

    @Test
    void onlyAnAgreeingActAgreesAndEveryRefusalOfAPersonRefuses() {
        Map<Place, Integer> agreed = new EnumMap<>(Place.class);
        Map<Place, Integer> refused = new EnumMap<>(Place.class);
        for (int i = 0; i < ENVELOPES; i++) {
            Set<String> agreeing = new TreeSet<>();
            Set<String> refusing = new TreeSet<>();
            ArrayNode changes = World.JSON.createArrayNode();
            for (int j = random.nextInt(6); j >= 0; j--) {
                String id = "wamid." + i + "." + j;
                Place place = any(List.of(Place.values()));
                Sender sender = random.nextInt(4) > 0 ? Sender.PERSON : any(List.of(Sender.values()));
                WhatsAppMessageType type = any(List.of(WhatsAppMessageType.values()));
                ObjectNode message = World.JSON.createObjectNode();
                message.put("id", id).put("timestamp", "1795514400");
                signed(message, sender);
                Words words = written(message, type, any(List.of(Words.values())));
                changes.add(change(place, message));
                boolean isThePersons = sender == Sender.PERSON && place != Place.ECHOES;
                if (isThePersons && words == Words.REFUSE) {
                    refusing.add(entry(id));
                    refused.merge(place, 1, Integer::sum);
                }
                if (isThePersons && words != Words.REFUSE && place == Place.MESSAGES && isAct(type, words)) {
                    agreeing.add(entry(id));
                    agreed.merge(place, 1, Integer::sum);
                }
            }
            List<Statement> told = told(changes);
            assertEquals(
                    agreeing,
                    entries(told, what -> what instanceof ConsentDecision || what instanceof OptIn),
                    changes::toString);
            assertEquals(
                    refusing,
                    entries(told, what -> what instanceof OptOut || what instanceof HoldChange),
                    changes::toString);
        }
        assertEquals(Set.of(Place.MESSAGES), agreed.keySet());
        assertEquals(Place.values().length - 1, refused.size());
        assertTrue(refused.values().stream().allMatch(times -> times > ENVELOPES / 20), refused::toString);
    }

    private static boolean isAct(WhatsAppMessageType type, Words words) {
        return switch (type) {
            case EDIT, UNSUPPORTED, UNKNOWN -> false;
            case TEXT, BUTTON, INTERACTIVE, REACTION, CALL_PERMISSION -> words == Words.TALK;
            default -> true;
        };
    }

    /** The business's number as it stands in the envelope, as people write it, or by its id. */
    private void signed(ObjectNode message, Sender sender) {
        message.put("from", sender == Sender.BUSINESS ? any(List.of("40709000001", "+40709000001", "1060001")) : PHONE);
        if (sender == Sender.GROUP) {
            message.put("group_id", "Z3J1cA");
        }
    }

    /** Writes such words where a message of the type has its words. */
    private Words written(ObjectNode message, WhatsAppMessageType type, Words words) {
        boolean refuses = words == Words.REFUSE;
        String said = any(refuses ? REFUSALS : TALK);
        String label = any(refuses ? LABELS : TALK);
        ObjectNode interactive = World.JSON.createObjectNode();
        String name = type.name().toLowerCase(Locale.ROOT);
        message.put("type", name);
        switch (type) {
            case TEXT -> {
                if (words == Words.NONE) {
                    message.putObject("text").putArray("body").add(said);
                    return Words.NONE;
                }
                message.putObject("text").put("body", said);
            }
            case IMAGE, VIDEO, DOCUMENT -> {
                ObjectNode media = message.putObject(name).put("id", "9");
                if (words == Words.NONE) {
                    return Words.NONE;
                }
                media.put("caption", said);
            }
            case ORDER -> message.putObject(name).put("text", said);
            case REACTION -> {
                ObjectNode reaction = message.putObject(name).put("message_id", "wamid.0");
                if (words != Words.NONE) {
                    reaction.put("emoji", refuses ? any(SIGNS) : any(List.of("👍", "❤️", "🙏")));
                } else if (random.nextBoolean()) {
                    reaction.put("emoji", "");
                }
                return words;
            }
            case BUTTON -> {
                if (words == Words.NONE) {
                    message.put(name, label);
                    return Words.NONE;
                }
                message.putObject(name).put("payload", "7").put("text", label);
            }
            case INTERACTIVE -> {
                message.set(name, interactive);
                if (words == Words.NONE) {
                    interactive.put("type", "button_reply").put("button_reply", label);
                    return Words.NONE;
                }
                reply(interactive, label, any(refuses ? ANSWERS : TALK));
            }
            case EDIT ->
                message.putObject(name)
                        .putObject("message")
                        .put("type", "text")
                        .putObject("text")
                        .put("body", said);
            case CALL_PERMISSION -> {
                message.put("type", "interactive");
                message.putObject("interactive")
                        .put("type", "call_permission_reply")
                        .putObject("call_permission_reply")
                        .put("response", words == Words.TALK ? "accept" : any(List.of("reject", "later")));
                return words == Words.TALK ? Words.TALK : Words.NONE;
            }
            case UNSUPPORTED -> {
                if (words == Words.NONE) {
                    return Words.NONE;
                }
                message.put("text", said);
            }
            case UNKNOWN -> unknown(message, label);
            case AUDIO, VOICE, STICKER, LOCATION, CONTACTS -> {
                if (words == Words.NONE) {
                    return Words.NONE;
                }
                message.put(any(List.of("text", "caption")), any(refuses ? List.of("STOP", "Go away") : TALK));
            }
        }
        return refuses ? Words.REFUSE : Words.TALK;
    }

    private void reply(ObjectNode interactive, String said, String answer) {
        String type = any(List.of("button_reply", "list_reply", "nfm_reply"));
        ObjectNode reply = interactive.put("type", type).putObject(type);
        switch (type) {
            case "nfm_reply" -> {
                ObjectNode answers = World.JSON.createObjectNode().put("flow_token", "stop");
                answers.putArray(any(List.of("notes", "type", "reason_id")))
                        .add("soon")
                        .add(answer);
                reply.put("body", "Sent").put("response_json", answers.toString());
            }
            case "list_reply" -> reply.put("id", "7").put("title", "More").put("description", said);
            default -> reply.put("id", "7").put("title", said);
        }
    }

    private void unknown(ObjectNode message, String said) {
        switch (random.nextInt(4)) {
            case 0 -> {
                message.remove("type");
                message.putObject("text").put("body", said);
            }
            case 1 -> message.put("type", "hologram").put("text", said);
            case 2 ->
                message.put("type", "hologram")
                        .putObject("hologram")
                        .putArray("words")
                        .add(said);
            default -> {
                message.put("type", "interactive");
                message.putObject("interactive")
                        .put("type", "nod_reply")
                        .putObject("nod_reply")
                        .put("title", said);
            }
        }
    }

    private ObjectNode change(Place place, ObjectNode message) {
        ObjectNode change = World.JSON.createObjectNode();
        ObjectNode value = change.putObject("value");
        value.putObject("metadata")
                .put("display_phone_number", any(List.of("40709000001", "+40 709 000-001")))
                .put("phone_number_id", "1060001");
        switch (place) {
            case MESSAGES -> change.put("field", "messages");
            case STANDBY -> change.put("field", "standby");
            case HISTORY -> change.put("field", "history");
            case UNKNOWN_FIELD -> change.put("field", "chats");
            case UNKNOWN_LIST -> change.put("field", any(List.of("messages", "standby", "user_preferences")));
            case ECHOES -> change.put("field", any(List.of("messages", "standby", "smb_message_echoes", "chats")));
        }
        ArrayNode list = switch (place) {
            case MESSAGES, UNKNOWN_FIELD -> value.putArray("messages");
            case STANDBY -> value.putObject("standby").putArray("messages");
            case HISTORY ->
                value.putArray("history")
                        .addObject()
                        .putArray("threads")
                        .addObject()
                        .put("id", PHONE)
                        .putArray("messages");
            case UNKNOWN_LIST -> value.putArray("late_messages");
            case ECHOES -> value.putArray("message_echoes");
        };
        list.add(message);
        return change;
    }

    private List<Statement> told(ArrayNode changes) {
        ObjectNode envelope = World.JSON.createObjectNode().put("object", "whatsapp_business_account");
        envelope.putArray("entry").addObject().set("changes", changes);
        byte[] body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        return Envelope.read(body, NOW).orElseThrow().updates().stream()
                .flatMap(update -> statements.of(update).stream())
                .toList();
    }

    private static Set<String> entries(List<Statement> told, Predicate<EntryContent> kind) {
        return told.stream()
                .filter(statement -> kind.test(statement.what()))
                .map(statement -> statement.request().id().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String entry(String messageId) {
        return EntryId.ofWhatsAppMessage(messageId).value();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
