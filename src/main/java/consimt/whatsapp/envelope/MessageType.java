package consimt.whatsapp.envelope;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person can send. Other types are no message of theirs: a chat that was opened and left ({@code
 * request_welcome}), a message taken back or changed, whatever is new.
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
    /** The person sent something that the platform does not pass on. */
    UNSUPPORTED;

    private static final Map<String, MessageType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(type -> type.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** Null where it is not known. */
    static @Nullable MessageType of(String name) {
        return BY_NAME.get(name);
    }
}
