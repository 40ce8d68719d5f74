package consimt.words;

import consimt.business.Business;
import consimt.business.OfferedReason;
import consimt.business.Topic;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of one business for people, in one language. */
public final class Words {

    private final Business business;
    private final List<Locale> wanted;
    private final Messages messages;

    private Words(Business business, List<Locale> wanted, Messages messages) {
        this.business = business;
        this.wanted = wanted;
        this.messages = messages;
    }

    /** @param asked the person's language, or null where it is not known */
    public static Words of(Business business, @Nullable Locale asked) {
        List<Locale> wanted = new ArrayList<>();
        Stream.of(asked, business.profile().languages().stream().findFirst().orElse(null), Locale.ENGLISH)
                .filter(Objects::nonNull)
                .forEach(wanted::add);
        return new Words(business, wanted, Messages.bestOf(wanted));
    }

    /** The texts where no business is known. */
    public static Words ofNobody(@Nullable Locale asked) {
        return of(Business.unconfigured(new BusinessId("nobody")), asked);
    }

    /** Whether there are texts in a language. */
    public static boolean areIn(Locale language) {
        return Messages.LANGUAGES.contains(language.getLanguage());
    }

    /** The language of these texts, as a BCP 47 tag. */
    public String language() {
        return messages.language();
    }

    /** @param scope what the person is asked to want */
    public String subscribeQuestion(Scope scope) {
        return scope.isAll() ? say("subscribe.question") : say("subscribe.question.some", "", what(scope));
    }

    public String subscribeButton() {
        return say("subscribe.button");
    }

    public String unsubscribeQuestion() {
        return say("unsubscribe.question");
    }

    public String unsubscribeButton() {
        return say("unsubscribe.button");
    }

    /** The button that stops all marketing, beside one that stops less. */
    public String unsubscribeAll() {
        return say("unsubscribe.all");
    }

    /** The button that stops this scope alone. */
    public String unsubscribeOnly(Scope scope) {
        return say("unsubscribe.only", "", what(scope));
    }

    /** After the end of a link, which names nobody. */
    public String unsubscribeRecorded() {
        return say("unsubscribe.recorded");
    }

    /** @param scope what is stopped, since this day */
    public String unsubscribeStopped(Scope scope, LocalDate day) {
        String key = scope.isAll() ? "unsubscribe.stopped" : "unsubscribe.stopped.some";
        return say(key, messages.day(day), what(scope));
    }

    /** The button by which a person says no reason. */
    public String unsubscribeDecline() {
        return say("unsubscribe.decline");
    }

    public String unsubscribeDeclined() {
        return say("unsubscribe.declined");
    }

    public String unsubscribeThanks() {
        return say("unsubscribe.thanks");
    }

    /** The button that opts back in. */
    public String unsubscribeBack() {
        return say("unsubscribe.back");
    }

    /** How to opt back in where no button does. */
    public String unsubscribeHowBack() {
        return say("unsubscribe.howBack");
    }

    public String unsubscribeGone() {
        return say("unsubscribe.gone");
    }

    /** @param decision BLOCK, REPORT or CONTINUE */
    public String choiceLabel(String decision) {
        return say("choice." + decision + ".label");
    }

    public String choiceEffect(String decision) {
        return say("choice." + decision + ".effect");
    }

    /**
     * @param scope what was stopped
     * @param stopsBy the last day on which marketing may come, or null where it stops at once
     */
    public String optOutConfirmation(Scope scope, @Nullable LocalDate stopsBy) {
        String key = stopsBy == null ? "optOut.done" : "optOut.byHand";
        return say(scope.isAll() ? key : key + ".some", stopsBy == null ? "" : messages.day(stopsBy), what(scope));
    }

    /**
     * The confirmation of an opt-out from messages of every category by a channel.
     *
     * @param stopsBy as above
     */
    public String optOutOfChannel(Channel channel, @Nullable LocalDate stopsBy) {
        return say(
                stopsBy == null ? "optOut.done.channel" : "optOut.byHand.channel",
                stopsBy == null ? "" : messages.day(stopsBy),
                what(Scope.of(channel)));
    }

    /** @param parts what the person asked for later, and what an opt-out does not stop therefore */
    public String optOutGoesOn(Collection<Scope> parts) {
        return say("optOut.goesOn", "", parts.stream().map(this::what).collect(Collectors.joining("; ")));
    }

    /** A scope in words: the topic's label, and the channel's name with the number's label. */
    public String what(Scope scope) {
        String channel = scope.channel() == null ? null : channel(scope.channel(), scope.sender());
        String topic = scope.topic() == null
                ? null
                : business.topic(scope.topic()).map(this::topic).orElse(scope.topic());
        return Stream.of(topic, channel).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    /** The id of a number tells people nothing. Without a label, it is one of several, or the only one. */
    private String channel(Channel channel, @Nullable String sender) {
        String name = say("channel." + channel.word());
        if (sender == null || business.senders().equals(List.of(sender))) {
            return name;
        }
        return business.numberLabel(sender)
                .map(labelled -> name + " " + labelled.label())
                .orElseGet(() -> say("channel.whatsapp.number"));
    }

    private String topic(Topic topic) {
        return label(topic.labels());
    }

    public String askReason() {
        return say("optOut.askReason");
    }

    public String optBackIn() {
        return say("optOut.optBackIn");
    }

    /** @param scope what the person asked for */
    public String optInConfirmation(Scope scope) {
        return scope.isAll() ? say("optIn.done") : say("optIn.done.some", "", what(scope));
    }

    /** The label of a built-in reason. */
    public String builtInReason(String code) {
        return say("reason." + code);
    }

    /** The label of a reason for a report. */
    public String reportReason(String code) {
        return say("report." + code);
    }

    /** The label of a reason that a person gave: the business's own, else a built-in one. A code has no other label. */
    public String reason(String code) {
        return business.reason(code)
                .map(this::ownReason)
                .orElseGet(() -> messages.has("reason." + code) ? builtInReason(code) : code);
    }

    /** The label of a business's own reason. */
    public String ownReason(OfferedReason reason) {
        return label(reason.labels());
    }

    /** The label in a language that was asked for, else in the first language that has a label. */
    private String label(Map<Locale, String> labels) {
        for (Locale locale : wanted) {
            for (Locale near : List.of(locale, Locale.forLanguageTag(locale.getLanguage()))) {
                String label = labels.get(near);
                if (label != null) {
                    return label;
                }
            }
        }
        return labels.entrySet().stream()
                .min((a, b) -> a.getKey().toLanguageTag().compareTo(b.getKey().toLanguageTag()))
                .orElseThrow()
                .getValue();
    }

    private String say(String key) {
        return say(key, "", "");
    }

    private String say(String key, String day, String what) {
        return messages.filled(key, Map.of("business", business.displayName(), "day", day, "what", what));
    }
}
