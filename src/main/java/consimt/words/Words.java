package consimt.words;

import consimt.business.Business;
import consimt.business.Business.OfferedReason;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.MarkKind;
import consimt.relation.No;
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
public record Words(Business business, List<Locale> wanted, Messages messages) {

    /** @param asked the person's language, or null where it is not known */
    public static Words of(Business business, @Nullable Locale asked) {
        List<Locale> wanted = new ArrayList<>();
        Stream.of(asked, business.profile().languages().stream().findFirst().orElse(null), Locale.ENGLISH)
                .filter(Objects::nonNull)
                .forEach(wanted::add);
        return new Words(business, wanted, Messages.bestOf(wanted));
    }

    public static Words ofNobody(@Nullable Locale asked) {
        return of(Business.unconfigured(new BusinessId("nobody")), asked);
    }

    public static boolean areIn(Locale language) {
        return Messages.LANGUAGES.contains(language.getLanguage());
    }

    public String language() {
        return messages.language();
    }

    /** @param scope what the person is asked to want */
    public String subscribeQuestion(Scope scope) {
        return scope.isAll() ? say("subscribe.question") : say("subscribe.question.some", "", what(scope));
    }

    public String unsubscribeOnly(Scope scope) {
        return say("unsubscribe.only", "", what(scope));
    }

    public String unsubscribeStopped(Scope scope, LocalDate day) {
        String key = scope.isAll() ? "unsubscribe.stopped" : "unsubscribe.stopped.some";
        return say(key, messages.day(day), what(scope));
    }

    public String unsubscribeUntil(LocalDate day) {
        return say("unsubscribe.until", messages.day(day), "");
    }

    /** @param day on which the person said the no, or may have said it */
    public String said(No no, LocalDate day) {
        return no.kind() != null && no.kind().isWish()
                ? unsubscribeStopped(no.scope(), day)
                : no.kind() == MarkKind.BLOCKED ? blocked(day) : say("subscribe.unsure", messages.day(day), "");
    }

    public String blocked(LocalDate day) {
        return say("subscribe.blocked", messages.day(day), "");
    }

    /** @param stopsBy the last day on which marketing may come, or null where it stops at once */
    public String optOutConfirmation(Scope scope, @Nullable LocalDate stopsBy) {
        String key = stopsBy == null ? "optOut.done" : "optOut.byHand";
        return say(scope.isAll() ? key : key + ".some", stopsBy == null ? "" : messages.day(stopsBy), what(scope));
    }

    /** The confirmation of an opt-out from messages of every category by a channel. */
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

    /** @param isLinked whether the opt-out counts under other ids of the person too */
    public String optOutHolds(boolean isLinked) {
        return say(isLinked ? "optOut.elsewhere" : "optOut.here");
    }

    /** A scope in words: the topic's label, and the channel's name with the number's label. */
    public String what(Scope scope) {
        String channel = scope.channel() == null ? null : channel(scope.channel(), scope.sender());
        String topic = scope.topic() == null
                ? null
                : business.topic(scope.topic()).map(its -> label(its.labels())).orElse(scope.topic());
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

    public String optInConfirmation(Scope scope) {
        return scope.isAll() ? say("optIn.done") : say("optIn.done.some", "", what(scope));
    }

    /** @param isLinked whether the person has other ids, at which an opt-in does not count */
    public String optInHolds(boolean isLinked) {
        return isLinked ? " " + say("optIn.here") : "";
    }

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

    /**
     * A text that names the business at most.
     *
     * @param key as the files of messages have it
     */
    public String say(String key) {
        return say(key, "", "");
    }

    private String say(String key, String day, String what) {
        return messages.filled(key, Map.of("business", business.displayName(), "day", day, "what", what));
    }
}
