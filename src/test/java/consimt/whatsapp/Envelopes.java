package consimt.whatsapp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Envelopes for tests, in the form of the platform. */
final class Envelopes {

    private Envelopes() {}

    static byte[] of(List<String> changes) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[%s]}]}"
                .formatted(String.join(",", changes))
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(String... changes) {
        return of(List.of(changes));
    }

    static String message(String number, String from, String id, String text, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}""".formatted(number, from, id, at, text);
    }

    /** A message that names the person by both ids. */
    static String messageOfBoth(String number, String phone, String scoped, String id, String text, long at) {
        return message(number, phone, id, text, at)
                .replace("\"from\":", "\"from_user_id\":\"" + scoped + "\",\"from\":");
    }

    static String preference(String number, String who, String value, long at) {
        return """
                {"field":"user_preferences","value":{"metadata":{"phone_number_id":"%s"},"user_preferences":[
                {"wa_id":"%s","category":"marketing_messages","value":"%s","timestamp":%d}]}}""".formatted(number, who, value, at);
    }

    static String failed(String number, String who, String id, int code, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
                {"id":"%s","status":"failed","timestamp":"%d","recipient_id":"%s","errors":[{"code":%d,"title":"x"}]}]}}""".formatted(number, id, at, who, code);
    }

    static String marketingSent(String number, String who, String id, long at) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
                {"id":"%s","status":"sent","timestamp":"%d","recipient_id":"%s","pricing":{"category":"marketing"}}]}}""".formatted(number, id, at, who);
    }

    static String moved(String number, String from, String to, long at) {
        return """
                {"field":"user_id_update","value":{"metadata":{"phone_number_id":"%s"},"user_id_update":[
                {"user_id":{"previous":"%s","current":"%s"},"timestamp":"%d"}]}}""".formatted(number, from, to, at);
    }
}
