package consimt.whatsapp;

import consimt.business.AskedScope;
import consimt.refusal.RefusalClassifier;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Update.MessageReceived;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges the messages of one business's people. The most protective part of a message counts. */
record MessageClassifier(RefusalClassifier judge) {

    Judgement of(MessageReceived message) {
        boolean stopsATopic = topics(message).findAny().isPresent();
        return Stream.concat(Stream.of(stopsATopic ? Judgement.OPT_OUT : Judgement.TALK), ofAll(message))
                .min(Judgement::compareTo)
                .orElse(Judgement.TALK);
    }

    /** Which marketing an opt-out is about: one topic, if a button that is settled with the topic alone made it one. */
    AskedScope scopeOf(MessageReceived message) {
        return topics(message)
                .findFirst()
                .filter(topic -> ofAll(message).noneMatch(judged -> judged == Judgement.OPT_OUT))
                .map(topic -> new AskedScope(null, null, topic))
                .orElse(AskedScope.ALL);
    }

    private Stream<String> topics(MessageReceived message) {
        return message.words().buttons().stream()
                .map(Button::payload)
                .flatMap(Stream::ofNullable)
                .flatMap(id -> judge.topicOfButton(id).stream());
    }

    /** What the parts of a message say about all marketing. */
    private Stream<Judgement> ofAll(MessageReceived message) {
        Stream<Judgement> asKept =
                Stream.of(message.words().suspected() ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK);
        Stream<Judgement> text = Stream.ofNullable(message.words().text())
                .map(message.type().isOfWords() ? judge::ofChat : judge::ofCaption);
        Stream<Judgement> buttons = message.words().buttons().stream().flatMap(this::of);
        return Stream.of(asKept, text, buttons).flatMap(each -> each);
    }

    /**
     * The titles of a menu may be anything, so in a menu only the id may be an opt-out word. On a button that stops a
     * topic the title counts too: who presses STOP means all.
     */
    private Stream<Judgement> of(Button button) {
        if (button.source() == Button.Place.ELSEWHERE) {
            return Stream.ofNullable(button.text()).map(judge::ofForm);
        }
        String id = button.payload();
        boolean stopsATopic = id != null && judge.topicOfButton(id).isPresent();
        boolean wordsCount = stopsATopic || button.source() == Button.Place.BUTTON;
        return Stream.concat(
                Stream.ofNullable(id).map(payload -> judge.ofButton(payload, true)),
                Stream.ofNullable(button.text()).map(text -> judge.ofButton(text, wordsCount)));
    }

    /** What people read who decide about the message; null if nothing of it is kept. Of a form, only what may refuse. */
    @Nullable String shown(MessageReceived message) {
        String shown = Stream.concat(
                        Stream.ofNullable(message.words().text()),
                        message.words().buttons().stream()
                                .filter(button -> button.source() != Button.Place.ELSEWHERE
                                        || of(button).anyMatch(Judgement::mayRefuse))
                                .map(button -> button.text() == null ? button.payload() : button.text())
                                .filter(Objects::nonNull))
                .collect(Collectors.joining("\n"));
        return shown.isEmpty() ? null : shown;
    }
}
