package consimt.whatsapp.envelope;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import consimt.refusal.OptOutWords;
import consimt.refusal.PossibleRefusal;
import consimt.relation.EntryId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event about a person and a business, from the platform. Its JSON begins with its {@link #kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Update.MessageSent.class, name = Update.MessageSent.KIND),
    @JsonSubTypes.Type(value = Update.PreferenceChanged.class, name = Update.PreferenceChanged.KIND),
    @JsonSubTypes.Type(value = Update.SendFailed.class, name = Update.SendFailed.KIND),
    @JsonSubTypes.Type(value = Update.MarketingSent.class, name = Update.MarketingSent.KIND),
    @JsonSubTypes.Type(value = Update.IdChanged.class, name = Update.IdChanged.KIND)
})
@JsonPropertyOrder("kind")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Update {

    /** One word for the kind of event. */
    @JsonProperty("kind")
    String kind();

    /** Of the business. */
    String phoneNumberId();

    Person person();

    /** When it counts as having happened. If its own time is in the future, this is its arrival. */
    Instant at();

    /** Its own time, if that differs from {@link #at}; else null. */
    default @Nullable Instant stated() {
        return null;
    }

    /** Its own time, the same in every delivery. It may be in the future. */
    default Instant ownTime() {
        Instant stated = stated();
        return stated == null ? at() : stated;
    }

    /** Whether it has no readable time. It then counts from its first arrival. */
    default boolean undated() {
        return false;
    }

    /** The entry's id, the same in every delivery of the update. */
    EntryId entryId();

    /** Whether the entry's id is unique among all updates, and not only among those about one person. */
    default boolean hasIdOfItsOwn() {
        return false;
    }

    /**
     * What is kept of it for an unknown number: of a person's words, only what may be an opt-out word.
     *
     * @param now when it arrived
     */
    default Update kept(Instant now) {
        return this;
    }

    /**
     * The person sent a message.
     *
     * @param undated whether it has no readable time; so in each record below
     * @param field where it stood in the envelope
     * @param text of a text message, a caption, an edit or an emoji; null if there is none
     * @param buttons the one that the message comes from, if any, and what a form tells
     * @param suspected whether it was found to be a suspected refusal before its text was dropped
     * @param arrivedAt when it arrived, if it was kept since; else null
     */
    record MessageSent(
            String phoneNumberId,
            Person person,
            Instant at,
            @Nullable Instant stated,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undated,
            MessageId messageId,
            MessageField field,
            MessageType type,
            @Nullable String text,
            List<Button> buttons,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspected,
            @Nullable Instant arrivedAt)
            implements Update {

        static final String KIND = "MESSAGE_SENT";

        public MessageSent {
            buttons = List.copyOf(buttons);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public EntryId entryId() {
            return messageId.entryId();
        }

        @Override
        public boolean hasIdOfItsOwn() {
            return !messageId.isMade();
        }

        /** Whether it is agreement to the conversation, if it refuses nothing. */
        public boolean mayAgree() {
            return field == MessageField.MESSAGES && type.mayAgree();
        }

        @Override
        public Update kept(Instant now) {
            String read = text;
            boolean isDropped = read != null && read.length() > OptOutWords.LONGEST;
            boolean isPossibleRefusal =
                    isPossibleRefusal() || read != null && isDropped && PossibleRefusal.isInUnknownScript(read);
            List<Button> kept =
                    buttons.stream().flatMap(button -> button.kept().stream()).toList();
            return new MessageSent(
                    phoneNumberId,
                    person,
                    at,
                    stated,
                    undated,
                    messageId,
                    // What is dropped may be in the words of the business that will have the number.
                    kept.equals(buttons) ? field : field.ofUnknownList(),
                    type,
                    isDropped ? null : text,
                    kept,
                    isPossibleRefusal,
                    now);
        }

        private boolean isPossibleRefusal() {
            return suspected || type.mayRefuse(text) || buttons.stream().anyMatch(Button::isPossibleRefusal);
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "MessageSent[" + phoneNumberId + ", " + person + ", " + at + ", " + type + "]";
        }
    }

    /**
     * The person changed in the app whether they want the business's marketing. The platform gives this event no id.
     */
    record PreferenceChanged(
            String phoneNumberId,
            Person person,
            Instant at,
            @Nullable Instant stated,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undated,
            Wish wish)
            implements Update {

        static final String KIND = "PREFERENCE_CHANGED";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate(
                    "preference", phoneNumberId, PreferenceElement.MARKETING, wish.name(), moment(this));
        }
    }

    /** What a person may want of marketing. */
    enum Wish {
        STOP,
        RESUME,
        SIGNUP
    }

    /**
     * A message to the person was not sent.
     *
     * @param code the reason; a status with several codes is several updates
     */
    record SendFailed(
            String phoneNumberId,
            Person person,
            Instant at,
            @Nullable Instant stated,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undated,
            MessageId messageId,
            int code)
            implements Update {

        static final String KIND = "SEND_FAILED";

        /** "User has stopped marketing messages from this business": the one code that is a person's wish. */
        static final int STOPPED_MARKETING = 131050;

        /** Whether it was not sent because the person stopped marketing. */
        public boolean tellsOfAnOptOut() {
            return code == STOPPED_MARKETING;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate("send-failed", messageId.value(), Integer.toString(code));
        }

        @Override
        public boolean hasIdOfItsOwn() {
            return true;
        }
    }

    /** A marketing message to the person was sent. */
    record MarketingSent(String phoneNumberId, Person person, Instant at, MessageId messageId) implements Update {

        static final String KIND = "MARKETING_SENT";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public EntryId entryId() {
            return messageId.sentId();
        }

        @Override
        public boolean hasIdOfItsOwn() {
            return true;
        }
    }

    /** The person has another number or another business-scoped id than before, or gave their number besides. */
    record IdChanged(
            String phoneNumberId,
            Person previous,
            Person current,
            Instant at,
            @Nullable Instant stated,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undated)
            implements Update {

        static final String KIND = "IDENTITY_CHANGED";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Person person() {
            return current;
        }

        @Override
        public EntryId entryId() {
            // Which ids are one is all that the entry tells. So without a time, each delivery has the same entry.
            return undated
                    ? EntryId.ofIdentity()
                    : EntryId.ofWhatsAppUpdate("identity", phoneNumberId, seconds(ownTime()));
        }
    }

    /** Identifies an update that has no id. Without a time, each delivery is a new update. */
    private static String moment(Update update) {
        return update.undated() ? "undated " + update.at().toEpochMilli() : seconds(update.ownTime());
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
