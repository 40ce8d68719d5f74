package consimt.permission;

import consimt.business.Business;
import consimt.business.Business.MessageTemplate;
import consimt.hours.Wait;
import consimt.permission.Permission.CategoryFrom;
import consimt.permission.Permission.DecidedBy;
import consimt.permission.Permission.Reason;
import consimt.permission.Permission.Verdict;
import consimt.permission.Rules.Ask;
import consimt.permission.Rules.Rule;
import consimt.relation.Channel;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a message. Its template, its topic and its number may have a category in the settings, and its template a topic. Where the caller names another one, the message is judged as each, and refused if it is refused as any. So nobody gets a message through under another name.
 *
 * @param given as the caller asked
 * @param rule the first that refuses it; null if none does
 * @param from the setting that has the category of {@code ask}; null if the caller has the same
 */
record Evaluation(
        Ask given, Ask ask, @Nullable Rule rule, @Nullable CategoryFrom from) {

    /** The settings are read only where the caller names what they may tell of, and where nothing refuses without them. */
    static Evaluation of(Ask given) {
        MessageTemplate template = template(given);
        Ask own = template == null || given.asked().topic() != null ? given : given.about(template.topic());
        Rule refusing = Rules.answering(own);
        Evaluation judged = new Evaluation(given, own, refusing, null);
        if (judged.isRefusedAnyHour()
                || !given.isToUser()
                || template == null && !given.asked().needsSettings()) {
            return judged;
        }
        for (Evaluation other : others(given, own, template)) {
            if (other.isRefusedAnyHour()) {
                return other;
            }
            judged = other.goesBefore(judged) ? other : judged;
        }
        return judged;
    }

    private boolean isRefusedAnyHour() {
        return rule != null && rule != Rules.QUIET;
    }

    /** Of two that no other rule refuses, the one that waits longer answers. */
    private boolean goesBefore(Evaluation other) {
        Wait hold = hold();
        Wait others = other.hold();
        return hold == null ? others == null && other.from == null : others == null || hold.isLongerThan(others);
    }

    private @Nullable Wait hold() {
        Timing timing = rule == Rules.QUIET ? ask.timing() : null;
        return timing == null ? null : timing.hold();
    }

    /** The first instant at which no rule refuses it; null if that is now, or if nobody knows. */
    @Nullable Instant retryAt() {
        Wait hold = hold();
        return hold == null ? null : hold.until();
    }

    private static @Nullable MessageTemplate template(Ask given) {
        String name = given.template();
        return name == null || !given.isToUser()
                ? null
                : given.terms().business().template(name).orElse(null);
    }

    private static List<Evaluation> others(Ask given, Ask own, @Nullable MessageTemplate template) {
        Business business = given.terms().business();
        List<Ask> asks = new ArrayList<>(List.of(own));
        Map<MessageCategory, CategoryFrom> categories = new LinkedHashMap<>();
        if (template != null) {
            asks.add(own.about(template.topic()));
            categories.put(template.category(), CategoryFrom.TEMPLATE);
        }
        asks.stream()
                .flatMap(ask -> Stream.ofNullable(ask.asked().topic()))
                .flatMap(topic -> business.topic(topic).stream())
                .flatMap(topic -> Stream.ofNullable(topic.category()))
                .forEach(category -> categories.putIfAbsent(category, CategoryFrom.TOPIC));
        Stream.ofNullable(own.asked().sender())
                .flatMap(sender -> business.numberLabel(sender).stream())
                .flatMap(label -> Stream.ofNullable(label.category()))
                .forEach(category -> categories.putIfAbsent(category, CategoryFrom.NUMBER));
        categories.keySet().removeIf(category -> category == own.category());
        List<Evaluation> others = new ArrayList<>();
        for (Ask ask : new LinkedHashSet<>(asks)) {
            categories.forEach((category, from) -> others.add(judged(given, ask.as(category), from)));
            if (!ask.equals(own)) {
                others.add(judged(given, ask, null));
            }
        }
        return others;
    }

    private static Evaluation judged(Ask given, Ask ask, @Nullable CategoryFrom from) {
        return new Evaluation(given, ask, Rules.answering(ask), from);
    }

    Permission permission(UserId userId) {
        MessageCategory category = from == null ? null : ask.category();
        if (rule == null) {
            return Permission.allowed(userId, category, from, ask.timing());
        }
        String law = rule.law(ask);
        boolean isByCountry =
                rule == Rules.MARKETING_NOT_COVERED && ask.terms().business().hasBasisOfCountry();
        Permission refused = new Permission(
                userId,
                Verdict.REFUSED,
                rule.reason(),
                rule.since(ask),
                law,
                null,
                law != null || isByCountry ? DecidedBy.LAW : rule.reason().decidedBy(),
                rule.remedy(ask),
                category,
                from,
                rule.reason() == Reason.FIRST_CONTACT_REQUIRED ? opens() : null,
                rule == Rules.QUIET ? ask.timing() : null);
        return rule == Rules.MARKETING_NOT_COVERED ? refused.butFor(allowed(optIns())) : refused;
    }

    private @Nullable Boolean opens() {
        MessageTemplate template = template(given);
        return template == null ? null : template.opens();
    }

    /** The same, where an opt-out refuses it, or a choice that a claim answers elsewhere, with what would be allowed. */
    Permission advised(UserId userId) {
        Permission judged = permission(userId);
        return rule != null && (rule.isOfOptOut() || isOfButtonsAlone()) ? judged.butFor(allowed(parts())) : judged;
    }

    private boolean isOfButtonsAlone() {
        return rule != null && rule.reason() == Reason.AWAITING_DECISION && ask.isAnsweredByClaim();
    }

    /** Those that no rule refuses, and that are no part of another one. */
    private List<Scope> allowed(Stream<Scope> parts) {
        Scope asked = ask.scope();
        List<Scope> allowed = parts.filter(part -> !part.contradicts(asked))
                .filter(part -> !ask.isCall() || part.channel() == null || part.channel() == Channel.VOICE)
                .map(asked::with)
                .distinct()
                .filter(scope -> of(given.atAnyHour().about(scope)).rule == null)
                .toList();
        return allowed.stream()
                .filter(scope -> allowed.stream().noneMatch(wider -> !wider.equals(scope) && wider.covers(scope)))
                .toList();
    }

    /** For which the person opted in. */
    private Stream<Scope> optIns() {
        return ask.standing().optIns().stream();
    }

    /** Besides, what the business can name of what the person's wishes name. */
    private Stream<Scope> parts() {
        Set<Scope> wishes = ask.standing().marks().scopes();
        boolean isByChannel = rule == Rules.OPTED_OUT_OF_CHANNEL || isOfButtonsAlone();
        return wishes.isEmpty() && !isByChannel
                ? optIns()
                : Stream.concat(optIns(), parts(wishes, isByChannel, ask.terms().business()).stream());
    }

    /** The topics if a wish names one; the channels and numbers if a wish names one of these. */
    static List<Scope> parts(Set<Scope> wishes, boolean isByChannel, Business business) {
        List<Scope> parts = new ArrayList<>();
        if (wishes.stream().anyMatch(wish -> wish.topic() != null)) {
            business.offering().topics().forEach(topic -> parts.add(Scope.ofTopic(topic.code())));
        }
        boolean namesChannels = wishes.stream().anyMatch(wish -> wish.channel() != null);
        if (isByChannel || namesChannels) {
            Stream.of(Channel.values()).forEach(channel -> parts.add(Scope.of(channel)));
        }
        if (namesChannels) {
            business.senders().forEach(sender -> parts.add(new Scope(Channel.WHATSAPP, sender, null)));
        }
        return parts;
    }
}
