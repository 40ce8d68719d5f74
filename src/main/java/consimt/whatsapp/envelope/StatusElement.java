package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Gathering.Element;
import consimt.whatsapp.envelope.Update.MarketingSent;
import consimt.whatsapp.envelope.Update.SendFailed;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class StatusElement {

    /** Marketing messages have two categories, by how they are sent and paid for. */
    private static final Set<String> MARKETING = Set.of("marketing", "marketing_lite");

    private static final Pattern CODE = Pattern.compile("[0-9]{1,9}");

    private StatusElement() {}

    static Element read(Change change, JsonNode status, Timestamp time) {
        if ("group".equals(EnvelopeJson.text(status, "recipient_type"))) {
            return Element.ignored(Ignored.IN_A_GROUP);
        }
        String name = EnvelopeJson.text(status, "status");
        if (name == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        return switch (name) {
            case "failed" -> failed(change, status, time);
            case "sent" -> sent(change, status, time);
            case "delivered", "read", "played", "deleted" -> Element.ignored(Ignored.NOTHING_TO_RECORD);
            default -> Element.ignored(Ignored.UNKNOWN_KIND);
        };
    }

    private static Element failed(Change change, JsonNode status, Timestamp time) {
        WhatsAppMessageId id = WhatsAppMessageId.of(status, time);
        Set<Integer> codes = codes(status);
        if (codes.isEmpty()) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        Person person = recipient(change, status);
        if (person == null) {
            boolean isRefusal = codes.contains(SendFailed.STOPPED_MARKETING);
            return Element.ignored(isRefusal ? Ignored.REFUSAL_OF_NOBODY : Ignored.NO_PERSON);
        }
        return new Element(
                codes.stream()
                        .<Update>map(code -> new SendFailed(change.head(person, time), id, code))
                        .toList(),
                null);
    }

    private static Element sent(Change change, JsonNode status, Timestamp time) {
        String category = EnvelopeJson.text(status.path("pricing"), "category");
        if (category == null || !MARKETING.contains(category)) {
            return Element.ignored(Ignored.NOTHING_TO_RECORD);
        }
        WhatsAppMessageId id = WhatsAppMessageId.of(status);
        if (id == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        Person person = recipient(change, status);
        if (person == null) {
            return Element.ignored(Ignored.NO_PERSON);
        }
        return time.doubt().map(Element::ignored).orElse(Element.of(new MarketingSent(change.head(person, time), id)));
    }

    /** The platform's pages name the parent in two ways. */
    private static @Nullable Person recipient(Change change, JsonNode status) {
        String parent =
                status.hasNonNull("recipient_parent_user_id") ? "recipient_parent_user_id" : "parent_recipient_user_id";
        return change.person(status, "recipient_user_id", parent, "recipient_id");
    }

    private static Set<Integer> codes(JsonNode status) {
        Set<Integer> codes = new LinkedHashSet<>();
        for (JsonNode error : status.path("errors")) {
            JsonNode code = error.path("code");
            if ((code.isTextual() || code.isIntegralNumber())
                    && CODE.matcher(code.asText()).matches()) {
                codes.add(Integer.valueOf(code.asText()));
            }
        }
        return codes;
    }
}
