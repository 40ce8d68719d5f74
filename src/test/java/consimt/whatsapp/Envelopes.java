package consimt.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.form.RawEvent;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Envelopes for tests, in the form of the platform. */
public final class Envelopes {

    private Envelopes() {}

    public static byte[] of(List<String> changes) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[%s]}]}"
                .formatted(String.join(",", changes))
                .getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] of(String... changes) {
        return of(List.of(changes));
    }

    public static String message(String number, String from, String id, String text, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}""".formatted(number, from, id, at, text);
    }

    /** A message that names the person by both ids. */
    public static String messageOfBoth(String number, String phone, String scoped, String id, String text, long at) {
        return message(number, phone, id, text, at)
                .replace("\"from\":", "\"from_user_id\":\"" + scoped + "\",\"from\":");
    }

    public static String preference(String number, String who, String value, long at) {
        return """
                {"field":"user_preferences","value":{"metadata":{"phone_number_id":"%s"},"user_preferences":[
                {"wa_id":"%s","category":"marketing_messages","value":"%s","timestamp":%d}]}}""".formatted(number, who, value, at);
    }

    public static String failed(String number, String who, String id, int code, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
                {"id":"%s","status":"failed","timestamp":"%d","recipient_id":"%s","errors":[{"code":%d,"title":"x"}]}]}}""".formatted(number, id, at, who, code);
    }

    /** A message of any type, under any field of a change. */
    public static String change(String field, String number, String lists) {
        return """
                {"field":"%s","value":{"metadata":{"phone_number_id":"%s"},%s}}""".formatted(field, number, lists);
    }

    /** An element of a list of messages: {@code parts} are its type and what goes with it. */
    public static String element(String from, String id, long at, String parts) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d",%s}""".formatted(from, id, at, parts);
    }

    public static String marketingSent(String number, String who, String id, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
                {"id":"%s","status":"sent","timestamp":"%d","recipient_id":"%s","pricing":{"category":"marketing"}}]}}""".formatted(number, id, at, who);
    }

    public static String moved(String number, String from, String to, long at) {
        return """
                {"field":"user_id_update","value":{"metadata":{"phone_number_id":"%s"},"user_id_update":[
                {"user_id":{"previous":"%s","current":"%s"},"timestamp":"%d"}]}}""".formatted(number, from, to, at);
    }

    /**
     * Updates of ten businesses, with the numbers 90 to 99, and up to a hundred people who write to each. A tenth are wishes to
     * stop, half of them by a message.
     */
    public static byte[] many(int updates, long at) {
        return of(IntStream.range(0, updates).mapToObj(i -> ofMany(i, at + i)).toList());
    }

    private static String ofMany(int i, long at) {
        String number = "9" + i % 10;
        String person = "4070%07d".formatted(2_000_000 + i / 10);
        if (i % 20 == 0) {
            return preference(number, person, "stop", at);
        }
        return message(number, person, "wamid." + i, i % 20 == 10 ? "stop" : "nr. " + i, at);
    }

    /** One message of the topic's queue. */
    public static RawEvent ofTopic(String... changes) {
        return ofQueue(published(changes));
    }

    /** What is published to the topic. */
    public static String published(String... changes) {
        ObjectNode told = World.JSON.createObjectNode();
        told.put("whatsAppWebhookEntry", "{\"id\":\"1\",\"changes\":[" + String.join(",", changes) + "]}");
        return told.toString();
    }

    /** As Lambda hands over what waited in the topic's queue: {@code m-1} and so on are the messages' ids. */
    public static RawEvent ofQueue(String... bodies) {
        ObjectNode event = World.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String body : bodies) {
            records.addObject()
                    .put("messageId", "m-" + (records.size()))
                    .put("eventSource", "aws:sqs")
                    .put("body", body);
        }
        return new RawEvent(event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
