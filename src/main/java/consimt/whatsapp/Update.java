package consimt.whatsapp;

import consimt.relation.EntryId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the platform tells of a person and a business. */
public sealed interface Update {

    /** Of the business. */
    String phoneNumberId();

    Person person();

    Instant at();

    /** The same for the same update, whenever and however often it arrives. */
    EntryId entryId();

    /**
     * The person sent a message.
     *
     * @param text of a text message; null for the others
     * @param buttons the one that the message comes from, if any
     */
    record MessageSent(
            String phoneNumberId,
            Person person,
            Instant at,
            MessageId messageId,
            MessageType type,
            @Nullable String text,
            List<Button> buttons)
            implements Update {

        public MessageSent {
            buttons = List.copyOf(buttons);
        }

        @Override
        public EntryId entryId() {
            return messageId.entryId();
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "MessageSent[" + phoneNumberId + ", " + person + ", " + at + ", " + type + "]";
        }
    }

    /** The person said in the app whether they want the business's marketing. The platform gives it no id. */
    record PreferenceChanged(String phoneNumberId, Person person, Instant at, Wish wish) implements Update {

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate(
                    "preference",
                    phoneNumberId,
                    person.userId().value(),
                    PreferenceElement.MARKETING,
                    wish.name(),
                    seconds(at));
        }
    }

    /** What a person may wish of marketing. */
    enum Wish {
        STOP,
        RESUME,
        SIGNUP
    }

    /**
     * A message to the person was not sent.
     *
     * @param code why; a status with several codes is several updates
     */
    record SendFailed(String phoneNumberId, Person person, Instant at, MessageId messageId, int code)
            implements Update {

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate(
                    "send-failed", messageId.value(), person.userId().value(), Integer.toString(code));
        }
    }

    /** A marketing message to the person was sent. */
    record MarketingSent(String phoneNumberId, Person person, Instant at, MessageId messageId) implements Update {

        @Override
        public EntryId entryId() {
            return messageId.entryId();
        }
    }

    /** The person has another number or another business-scoped id than before. */
    record IdentityChanged(String phoneNumberId, Person previous, Person current, Instant at) implements Update {

        @Override
        public Person person() {
            return current;
        }

        @Override
        public EntryId entryId() {
            return EntryId.ofWhatsAppUpdate(
                    "identity",
                    phoneNumberId,
                    previous.userId().value(),
                    current.userId().value(),
                    seconds(at));
        }
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
