package consimt.whatsapp.envelope;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import consimt.refusal.OptOutWords;
import consimt.refusal.UnreadableText;
import consimt.relation.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event about a person and a business, from the platform. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Update.MessageReceived.class, name = "MESSAGE_SENT"),
    @JsonSubTypes.Type(value = Update.PreferenceChanged.class, name = "PREFERENCE_CHANGED"),
    @JsonSubTypes.Type(value = Update.SendFailed.class, name = "SEND_FAILED"),
    @JsonSubTypes.Type(value = Update.MarketingSent.class, name = "MARKETING_SENT"),
    @JsonSubTypes.Type(value = Update.IdChanged.class, name = "IDENTITY_CHANGED")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Update {

    record Head(String phoneNumberId, Person person, Timestamp time) {}

    Head head();

    default String phoneNumberId() {
        return head().phoneNumberId;
    }

    default Person person() {
        return head().person;
    }

    default Timestamp time() {
        return head().time;
    }

    /** The entry's id, the same in every delivery of the update. */
    EntryId entryId();

    /** Whether the entry's id is unique among all updates, as the platform's ids are, and not only among one person's. */
    default boolean hasIdOfItsOwn() {
        return this instanceof SendFailed
                || this instanceof MarketingSent
                || this instanceof MessageReceived message && !message.messageId.isMade();
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
     * @param field where it stood in the envelope
     * @param arrivedAt when it arrived, if it was kept since; else null
     */
    record MessageReceived(
            Head head,
            WhatsAppMessageId messageId,
            WebhookField field,
            WhatsAppMessageType type,
            MessageWords words,
            @Nullable Instant arrivedAt)
            implements Update {

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppMessage(messageId.value());
        }

        /** Whether it is agreement to the conversation, if it refuses nothing. */
        public boolean mayAgree() {
            return field == WebhookField.MESSAGES && type.mayAgree();
        }

        @Override
        public Update kept(Instant now) {
            MessageWords kept = words.kept(type);
            // What is dropped may be in the words of the business that will have the number.
            WebhookField where = kept.buttons.equals(words.buttons) ? field : field.ofUnknownList();
            return new MessageReceived(head, messageId, where, type, kept, now);
        }

        @Override
        public String toString() {
            return "MessageSent[" + head + ", " + type + "]";
        }
    }

    /**
     * @param text of a text message, a caption, an edit or an emoji; null if there is none
     * @param buttons the one that the message comes from, if any, and what a form tells
     * @param suspected whether it was found to be a suspected refusal before its text was dropped
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MessageWords(@Nullable String text, List<Button> buttons, boolean suspected) {

        public MessageWords {
            buttons = List.copyOf(buttons);
        }

        public static MessageWords of(@Nullable String text, List<Button> buttons) {
            return new MessageWords(text, buttons, false);
        }

        /** In UTF-16 units. */
        public long length() {
            return Stream.concat(
                            Stream.ofNullable(text),
                            buttons.stream()
                                    .flatMap(button -> Stream.concat(
                                            Stream.ofNullable(button.text()), Stream.ofNullable(button.payload()))))
                    .mapToLong(String::length)
                    .sum();
        }

        boolean mayRefuse(WhatsAppMessageType type) {
            return suspected || type.mayRefuse(text) || buttons.stream().anyMatch(Button::isPossibleRefusal);
        }

        private MessageWords kept(WhatsAppMessageType type) {
            boolean isDropped = text != null && text.length() > OptOutWords.LONGEST;
            boolean mayRefuse = mayRefuse(type) || text != null && isDropped && UnreadableText.isOne(text);
            List<Button> kept =
                    buttons.stream().flatMap(button -> button.kept().stream()).toList();
            return new MessageWords(isDropped ? null : text, kept, mayRefuse);
        }

        @Override
        public String toString() {
            return "words";
        }
    }

    /**
     * The person changed in the app whether they want the business's marketing. The platform gives this event no id.
     */
    record PreferenceChanged(Head head, Wish wish) implements Update {

        /** Without a readable time, each delivery is a new update. */
        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate(
                    "preference", phoneNumberId(), PreferenceElement.MARKETING, wish.name(), moment());
        }

        private String moment() {
            return time().isUndated() ? "undated " + time().at().toEpochMilli() : time().seconds();
        }

        /** All that identifies the update among those of a person, for people to read. */
        public String text() {
            return String.join(" ", "WhatsApp", PreferenceElement.MARKETING, wish.name(), phoneNumberId(), moment());
        }
    }

    enum Wish {
        STOP,
        RESUME,
        SIGNUP
    }

    /** @param code the reason; a status with several codes is several updates */
    record SendFailed(Head head, WhatsAppMessageId messageId, int code) implements Update {

        /** "User has stopped marketing messages from this business": the one code that is a person's wish. */
        static final int STOPPED_MARKETING = 131050;

        public boolean tellsOfAnOptOut() {
            return code == STOPPED_MARKETING;
        }

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate("send-failed", messageId.value(), Integer.toString(code));
        }
    }

    record MarketingSent(Head head, WhatsAppMessageId messageId) implements Update {

        @Override
        public EntryId entryId() {
            return EntryId.ofSentWhatsAppMessage(messageId.value());
        }
    }

    /**
     * The person has another number or another business-scoped id than before, or gave their number besides.
     *
     * @param head with the person of now
     * @param isUnsure whether the other id may be somebody else's. Then refusals alone count under both
     */
    record IdChanged(Head head, Person previous, boolean isUnsure) implements Update {

        /** Which ids are one is all that the entry tells. So without a time, each delivery has the same entry. */
        @Override
        public EntryId entryId() {
            return time().isUndated()
                    ? EntryId.ofIdentity()
                    : EntryId.ofWhatsAppUpdate("identity", phoneNumberId(), time().seconds());
        }
    }

    enum WebhookField {
        /** {@code messages}: the person wrote to the business. */
        MESSAGES,
        /** {@code history}: the messages of half a year, from before the number came to the platform. */
        HISTORY,
        /**
         * {@code standby}, while the platform's agent or another sender answers; and every field and list that is not known.
         * What the person agrees to there is not known, so only a refusal counts.
         */
        OTHER;

        static WebhookField of(@Nullable String name) {
            if ("messages".equals(name)) {
                return MESSAGES;
            }
            return "history".equals(name) ? HISTORY : OTHER;
        }

        WebhookField ofUnknownList() {
            return this == MESSAGES ? OTHER : this;
        }
    }
}
