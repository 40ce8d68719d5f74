package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.refusal.PossibleRefusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public enum WhatsAppMessageType {
    TEXT,
    IMAGE,
    AUDIO,
    VOICE,
    VIDEO,
    DOCUMENT,
    STICKER,
    LOCATION,
    CONTACTS,
    ORDER,
    REACTION,
    BUTTON,
    INTERACTIVE,
    EDIT,
    /** The person lets the business call. It has no name of its own: it comes as an interactive message. */
    CALL_PERMISSION,
    /** Something that the platform does not pass on: nobody knows what. So only a refusal counts. */
    UNSUPPORTED,
    /**
     * Any other type, or none. It may be no message of the person's: a chat that was opened and left ({@code
     * request_welcome}), or a message that was deleted. So only a refusal counts.
     */
    UNKNOWN;

    private static final String CALL_PERMISSION_REPLY = "call_permission_reply";

    private static final Set<String> REPLIES = Set.of("button_reply", "list_reply", "nfm_reply");

    private static final Map<String, WhatsAppMessageType> BY_NAME = Arrays.stream(values())
            .filter(type -> type != CALL_PERMISSION && type != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(WhatsAppMessageType::word, Function.identity()));

    static WhatsAppMessageType of(JsonNode message) {
        String name = EnvelopeJson.text(message, "type");
        WhatsAppMessageType type = name == null ? UNKNOWN : BY_NAME.getOrDefault(name, UNKNOWN);
        return type == INTERACTIVE ? ofReply(EnvelopeJson.text(message.path("interactive"), "type")) : type;
    }

    private static WhatsAppMessageType ofReply(@Nullable String name) {
        if (CALL_PERMISSION_REPLY.equals(name)) {
            return CALL_PERMISSION;
        }
        return name != null && REPLIES.contains(name) ? INTERACTIVE : UNKNOWN;
    }

    /** Whether the words, or the emoji, are the message. In other types they stand with something else. */
    public boolean isOfWords() {
        return switch (this) {
            case TEXT, EDIT, REACTION, UNSUPPORTED, UNKNOWN -> true;
            default -> false;
        };
    }

    /** Whether a message of this type is agreement if it refuses nothing. An edited message was one already. */
    boolean mayAgree() {
        return this != EDIT && this != UNSUPPORTED && this != UNKNOWN;
    }

    /** Whether it is agreement even where no words in it can be read. A reaction without an emoji was taken back. */
    boolean agreesWithoutWords() {
        return mayAgree() && !needsWords() && this != REACTION;
    }

    /** Whether it has words, always. Where they cannot be read, nobody knows whether they refuse. */
    boolean needsWords() {
        return this == TEXT || this == BUTTON || this == INTERACTIVE;
    }

    /** Whether a text in a message of this type may be a refusal, by the words of all languages. */
    boolean mayRefuse(@Nullable String text) {
        return text != null
                && (isOfWords() ? PossibleRefusal.isOneInAChat(text) : PossibleRefusal.isOneInACaption(text));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
