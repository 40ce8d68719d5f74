package consimt.refusal;

import consimt.business.Business;
import consimt.business.Business.WhatsApp;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The buttons by which people opt out of one business's marketing. */
public final class OptOutButtons {

    private final Set<String> ownIds;

    private OptOutButtons(Set<String> ownIds) {
        this.ownIds = ownIds;
    }

    public static OptOutButtons of(Business business) {
        return of(business.whatsapp() == null ? List.of() : business.whatsapp().ownOptOutButtons());
    }

    static OptOutButtons of(List<String> ownIds) {
        return new OptOutButtons(Set.copyOf(ownIds));
    }

    /** @param idOrText the id or payload of a button that a person pressed, or the text on it */
    public boolean isOptOut(String idOrText) {
        return ownIds.contains(idOrText) || isStopLabel(idOrText);
    }

    /** Whether a business could have named it as an opt-out button. Labels are shorter still. */
    public static boolean mayBeOne(@Nullable String idOrText) {
        return idOrText != null && idOrText.codePointCount(0, idOrText.length()) <= WhatsApp.LONGEST_BUTTON;
    }

    /**
     * Whether it is the label of the platform's own "stop promotions" button. That button's payload is its label, in
     * the language of the phone.
     */
    static boolean isStopLabel(String text) {
        return text.length() <= OptOutWords.LONGEST && Vocabulary.get().labels().contains(PlainForm.of(text));
    }
}
