package consimt.relation;

import consimt.relation.Fact.Kind;
import consimt.relation.Standing.Marketing;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a set of facts amounts to for the marketing of one scope, said once more and differently: each answer looks at
 * all facts at once, and a scope is the set of its parts.
 */
public final class ScopeOracle {

    private static final int MOST_HELD = 8;
    private static final Set<String> ALL = Set.of();
    private static final String VOICE = "channel=voice";
    private static final Set<String> TEXTS_AND_CALLS = Set.of("channel=sms", "channel=rcs", VOICE);

    /**
     * All that can be asked about a scope.
     *
     * @param refused since when marketing is refused; null if it is not. So are the other instants
     * @param refusedByAny the same if each opt-out counts for all marketing
     * @param callRefused the same for a call; null too if the scope is not one of calls
     * @param channelRefused the same of messages of every category by the scope's channel
     * @param textRefused the same of texts and calls if a no to any of them, or to all, is one to each; null for other
     *     channels
     * @param stopped whether an opt-out of this very scope is in force
     * @param listed what is listed as standing for this very scope, or null
     */
    public record Says(
            Scope asked,
            Instant refused,
            Instant refusedByAny,
            Instant callRefused,
            Instant channelRefused,
            Instant textRefused,
            boolean optedIn,
            Instant suspected,
            boolean stopped,
            Marketing listed,
            Marketing marketing) {}

    /** @param isOfAll whether it refuses all categories by the channel */
    private record Said(Set<String> parts, Instant at, boolean isOfAll) {

        /** The channel as a whole. */
        private Set<String> channel() {
            return parts.stream().filter(part -> part.startsWith("channel=")).collect(Collectors.toSet());
        }
    }

    private final Collection<Fact> facts;
    private final List<Said> outs;
    private final List<Said> ins;
    private final List<Said> channelsOut;

    private ScopeOracle(Collection<Fact> facts) {
        this.facts = facts;
        this.outs = wishes(facts, Kind::isOptOut).toList();
        this.ins = wishes(facts, Kind::isOptIn).toList();
        this.channelsOut = wishes(facts, Kind::isOptOut).filter(Said::isOfAll).toList();
    }

    /** What the facts say. */
    public static Says of(Collection<Fact> facts, Scope asked) {
        return new ScopeOracle(facts).says(asked);
    }

    /** What a standing says. */
    public static Says of(Standing standing, Scope asked) {
        return new Says(
                asked,
                at(standing.optOutFrom(asked)),
                at(standing.optOutOfAnyFrom(asked)),
                asked.channel() == Channel.VOICE ? at(standing.optOutFromCalls(asked)) : null,
                at(standing.optOutFromChannel(asked.channel())),
                asked.channel() == null
                        ? null
                        : at(standing.optedOutTextsAndCalls().get(asked.channel())),
                standing.isOptedInTo(asked),
                standing.refusalSuspectedSince(asked),
                standing.marks().isOptedOutOf(asked),
                standing.marketingByScope().get(asked),
                standing.marketing());
    }

    private Says says(Scope scope) {
        Set<String> asked = parts(scope);
        boolean isCall = asked.contains(VOICE);
        return new Says(
                scope,
                later(last(outs, out -> refuses(out, asked)), byChannel(asked)),
                later(
                        last(outs, out -> refuses(out, asked) || !isLifted(out, ALL, asked)),
                        later(
                                byChannel(asked),
                                last(channelsOut, out -> !isYesTo(asked, out) && !isAskedFor(asked, out)))),
                isCall ? later(last(outs, out -> isAboutCalls(out) && refuses(out, asked)), byChannel(asked)) : null,
                byChannel(asked),
                textsAndCalls(asked),
                ins.stream().anyMatch(in -> asked.containsAll(in.parts)),
                suspected(asked),
                isStopped(asked),
                listed(asked),
                marketing());
    }

    /** Since when all categories are refused by the channel of a message, or by any channel if it names none. */
    private Instant byChannel(Set<String> asked) {
        boolean isKnown = asked.stream().anyMatch(part -> part.startsWith("channel="));
        return last(channelsOut, out -> (!isKnown || asked.containsAll(out.channel())) && !isYesTo(out.channel(), out));
    }

    private Instant textsAndCalls(Set<String> asked) {
        Set<String> channel = new HashSet<>(asked);
        channel.retainAll(TEXTS_AND_CALLS);
        return channel.isEmpty()
                ? null
                : later(
                        last(outs, out -> isOfTexts(out.parts) && !isLifted(out, ALL, channel)),
                        last(
                                channelsOut,
                                out -> isOfTexts(out.parts) && !isYesTo(channel, out) && !isAskedFor(channel, out)));
    }

    private static boolean isOfTexts(Set<String> parts) {
        return parts.isEmpty() || parts.stream().anyMatch(TEXTS_AND_CALLS::contains);
    }

    /** Whether a later yes covers these parts. */
    private boolean isYesTo(Set<String> parts, Said out) {
        return ins.stream().anyMatch(in -> in.at.isAfter(out.at) && isWholeChannel(in) && parts.containsAll(in.parts));
    }

    private boolean isAskedFor(Set<String> message, Said out) {
        return ins.stream().anyMatch(in -> in.at.isAfter(out.at) && message.containsAll(in.parts));
    }

    /** Also of all channels. Other opt-ins are about a part of a channel. */
    private static boolean isWholeChannel(Said in) {
        return in.parts.equals(in.channel());
    }

    private boolean refuses(Said out, Set<String> asked) {
        Set<String> message = new HashSet<>(asked);
        message.addAll(out.parts);
        boolean isPossible = message.stream()
                        .map(part -> part.substring(0, part.indexOf('=')))
                        .distinct()
                        .count()
                == message.size();
        return isPossible && !isLifted(out, out.parts, message);
    }

    /** @param scope for which the opt-out counts */
    private boolean isLifted(Said out, Set<String> scope, Set<String> message) {
        return ins.stream()
                .filter(in -> in.at.isAfter(out.at) && message.containsAll(in.parts))
                .anyMatch(in -> scope.containsAll(in.parts) || in.parts.containsAll(scope));
    }

    private boolean isAboutCalls(Said out) {
        return out.parts.contains(VOICE);
    }

    private boolean isStopped(Set<String> scope) {
        return outs.stream().anyMatch(out -> out.parts.equals(scope) && !isLifted(out, scope, scope));
    }

    private Marketing listed(Set<String> scope) {
        if (isStopped(scope)) {
            return Marketing.OPTED_OUT;
        }
        boolean isIn = ins.stream().anyMatch(in -> in.parts.equals(scope))
                && outs.stream().noneMatch(out -> scope.containsAll(out.parts) && refuses(out, scope))
                && (scope.stream().noneMatch(part -> part.startsWith("channel=")) || byChannel(scope) == null);
        return isIn ? Marketing.OPTED_IN : null;
    }

    private Marketing marketing() {
        return outs.stream().anyMatch(out -> isStopped(out.parts))
                ? Marketing.OPTED_OUT
                : ins.isEmpty() ? Marketing.UNSET : Marketing.OPTED_IN;
    }

    /** The holds that are kept by no name are one, until an opt-in to all. */
    private Instant suspected(Set<String> asked) {
        List<Fact> holds = facts.stream()
                .filter(fact -> fact.kind() == Kind.REFUSAL_SUSPECTED)
                .toList();
        Set<String> named = kept(Kind.REFUSAL_SUSPECTED);
        Set<String> ended = kept(Kind.REFUSAL_CLEARED);
        Stream<Instant> rest = holds.stream()
                .filter(hold -> !named.contains(key(hold)))
                .map(hold -> hold.mark().at())
                .max(Comparator.naturalOrder())
                .stream();
        Stream<Instant> byName = holds.stream()
                .filter(hold -> named.contains(key(hold)) && !ended.contains(key(hold)))
                .map(hold -> hold.mark().at());
        return Stream.concat(
                        byName.filter(at -> !at.isBefore(optedIn(asked))),
                        rest.filter(at -> !at.isBefore(optedIn(ALL))))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Set<String> kept(Kind kind) {
        return facts.stream()
                .filter(fact -> fact.kind() == kind)
                .map(ScopeOracle::key)
                .distinct()
                .sorted()
                .limit(MOST_HELD)
                .collect(Collectors.toSet());
    }

    private static String key(Fact fact) {
        return fact.mark().entry().shortKey();
    }

    private Instant optedIn(Set<String> asked) {
        return Objects.requireNonNullElse(last(ins, in -> asked.containsAll(in.parts)), Instant.MIN);
    }

    private static Stream<Said> wishes(Collection<Fact> facts, Predicate<Kind> which) {
        return facts.stream()
                .filter(fact -> which.test(fact.kind()))
                .map(fact -> new Said(parts(fact.scope()), fact.mark().at(), fact.categories() != null));
    }

    /** Such as {@code channel=sms}. */
    private static Set<String> parts(Scope scope) {
        return Stream.of(
                        scope.channel() == null
                                ? ""
                                : "channel=" + scope.channel().word(),
                        scope.sender() == null ? "" : "sender=" + scope.sender(),
                        scope.topic() == null ? "" : "topic=" + scope.topic())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Instant last(Collection<Said> wishes, Predicate<Said> which) {
        return wishes.stream()
                .filter(which)
                .map(Said::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && one.isBefore(other) ? other : one;
    }

    private static Instant at(Mark mark) {
        return mark == null ? null : mark.at();
    }
}
