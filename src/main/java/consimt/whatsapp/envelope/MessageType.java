package consimt.whatsapp.envelope;

import consimt.refusal.PossibleRefusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of messages that a person can send. Other types are not people's messages: a chat that was opened and left
 * ({@code request_welcome}), a message that was deleted, and types that this code does not know.
 */
public enum MessageType {
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
    /** The person changed the text of an earlier message. */
    EDIT,
    /** The person lets the business call. It has no name of its own: it comes as an interactive message. */
    CALL_PERMISSION,
    /** The person sent something that the platform does not pass on. */
    UNSUPPORTED;

    private static final Map<String, MessageType> BY_NAME = Arrays.stream(values())
            .filter(type -> type != CALL_PERMISSION)
            .collect(Collectors.toUnmodifiableMap(MessageType::word, Function.identity()));

    /** Null where it is not known. */
    static @Nullable MessageType of(String name) {
        return BY_NAME.get(name);
    }

    /** Whether the words are the message. In other types they stand with something else. */
    public boolean isOfWords() {
        return this == TEXT || this == EDIT;
    }

    /** Whether a text in a message of this type may be a refusal, by the words of all languages. */
    boolean mayRefuse(@Nullable String text) {
        return text != null
                && (isOfWords() ? PossibleRefusal.isOneInAChat(text) : PossibleRefusal.isOneInACaption(text));
    }

    /** Its name in an envelope, and that of the object with its parts. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
