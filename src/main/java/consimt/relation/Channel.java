package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public enum Channel {
    WHATSAPP,
    SMS,
    RCS,
    EMAIL,
    VOICE,
    PUSH;

    /** As callers write it and as it is stored. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether carriers stop all messages of a sender after an opt-out word, whatever their category. */
    public boolean isStoppedByCarriers() {
        return this == SMS || this == RCS;
    }

    /** Whether it reaches people by their phone numbers with texts or calls, as laws about these have it. */
    public boolean isTextOrCall() {
        return this == SMS || this == RCS || this == VOICE;
    }

    /** Whether a message may have the buttons of the three choices. */
    public boolean hasButtons() {
        return this == WHATSAPP || this == PUSH;
    }

    /** Upper and lower case make no difference. */
    public static Optional<Channel> of(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
