package consimt.refusal;

import consimt.business.Business;
import consimt.business.Business.TopicButton;
import consimt.business.Business.WhatsApp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public record OptOutButtons(Set<String> ownIds, Map<String, String> topics) {

    /** Block and report in the languages in which a first contact shows the two, in their plain form. */
    private static final Set<String> REFUSING_CHOICES =
            Set.of("block report blocati raportati blockieren melden bloquear denunciar bloquer signaler".split(" "));

    public static OptOutButtons of(Business business) {
        return new OptOutButtons(
                Set.copyOf(business.ofWhatsApp(WhatsApp::optOutButtons)),
                business.ofWhatsApp(WhatsApp::topicButtons).stream()
                        .collect(Collectors.toUnmodifiableMap(TopicButton::id, TopicButton::topic)));
    }

    Optional<String> topic(String id) {
        return Optional.ofNullable(topics.get(id));
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
     * Whether it is a choice by which a person refuses a first contact: its label, or the decision as the payload. A
     * business may show the choices as buttons.
     */
    static boolean isRefusingChoice(String idOrText) {
        return idOrText.length() <= OptOutWords.LONGEST && REFUSING_CHOICES.contains(PlainForm.of(idOrText));
    }

    /**
     * Whether it is the label of the platform's own "stop promotions" button. That button's payload is its label, in
     * the language of the phone.
     */
    static boolean isStopLabel(String text) {
        return text.length() <= OptOutWords.LONGEST && Vocabulary.get().labels().contains(PlainForm.of(text));
    }
}
