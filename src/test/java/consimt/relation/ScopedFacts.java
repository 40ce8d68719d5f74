package consimt.relation;

import consimt.relation.Fact.Categories;
import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random facts about one relation whose wishes have scopes: few channels, senders, topics, instants and entries, so that
 * facts often meet.
 */
public final class ScopedFacts {

    /** The scopes that wishes may have. */
    public static final List<Scope> SCOPES =
            scopes(List.of(Channel.SMS, Channel.VOICE), List.of("a"), List.of("offers", "news"));

    /** The scopes that can be asked: also those of a channel and of a sender that no wish has. */
    public static final List<Scope> ASKED =
            scopes(List.of(Channel.SMS, Channel.VOICE, Channel.PUSH), List.of("a", "b"), List.of("offers", "news"));

    public static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");
    public static final int INSTANTS = 4;

    private ScopedFacts() {}

    /** Facts of all kinds. Every third wish is about all marketing. */
    public static Arbitrary<List<Fact>> upTo(int most) {
        Arbitrary<Scope> scopes =
                Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(Scope.ALL)), Tuple.of(2, Arbitraries.of(SCOPES)));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, wishes(scopes)),
                        Tuple.of(1, wishes(Arbitraries.just(Kind.OPT_IN_CLAIMED), scopes)),
                        Tuple.of(2, others(Kind::isAboutHolding)),
                        Tuple.of(1, others(kind -> !kind.isAboutHolding() && !kind.isWish())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(most);
    }

    /** Wishes with a hold now and then, often about more scopes than a relation keeps. */
    public static Arbitrary<List<Fact>> ofManyScopes(int least, int most) {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, wishes(Arbitraries.of(SCOPES))), Tuple.of(1, others(Kind::isAboutHolding)))
                .list()
                .ofMinSize(least)
                .ofMaxSize(most);
    }

    /** More holds than a relation keeps by name, with opt-ins. */
    public static Arbitrary<List<Fact>> ofManyHolds(int most) {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, others(Kind::isAboutHolding)),
                        Tuple.of(2, wishes(Arbitraries.just(Kind.OPT_IN), Arbitraries.of(SCOPES))))
                .list()
                .ofMinSize(Held.MOST)
                .ofMaxSize(most);
    }

    private static Arbitrary<Fact> wishes(Arbitrary<Scope> scopes) {
        return wishes(Arbitraries.of(kinds(Kind::isWish)), scopes);
    }

    /** What a business says of people's wishes, and of their agreement. */
    public static Arbitrary<List<Fact>> claims(int most) {
        return Arbitraries.oneOf(
                        wishes(Arbitraries.just(Kind.OPT_IN_CLAIMED), Arbitraries.of(SCOPES)), others(Kind::isClaim))
                .list()
                .ofMinSize(1)
                .ofMaxSize(most);
    }

    private static Arbitrary<Fact> wishes(Arbitrary<Kind> kinds, Arbitrary<Scope> scopes) {
        return Combinators.combine(kinds, scopes, categories(), instants(), twins())
                .as((kind, scope, any, instant, twin) -> {
                    Categories categories = kind.isOptOut() && scope.channel() != null ? any : null;
                    String entry = kind + "." + scope.text() + "." + categories + "." + instant + "." + twin;
                    LocalDate day = kind.isOptOut() && instant % 2 == 0 ? LocalDate.EPOCH : null;
                    return new Fact(kind, scope, categories, mark(instant, entry), day);
                });
    }

    /** Every second opt-out of a channel, or of a part of one, refuses all categories by it. */
    private static Arbitrary<Categories> categories() {
        return Arbitraries.of(Categories.values()).injectNull(0.5);
    }

    /** Of two messages that hold from one instant, one may have been written earlier. */
    private static Arbitrary<Fact> others(Predicate<Kind> which) {
        return Combinators.combine(Arbitraries.of(kinds(which)), instants(), twins())
                .as((kind, instant, twin) -> {
                    Fact fact = Fact.of(kind, mark(instant, about(kind) + "." + instant + "." + twin));
                    return kind.isAboutHolding() ? fact.saidFrom(FIRST.plusSeconds(instant - 2 * twin)) : fact;
                });
    }

    /** What is held and its release are about one entry. */
    private static String about(Kind kind) {
        return kind.isAboutHolding() ? "held" : kind.name();
    }

    /** An entry says one thing: what it says, its scope and its instant are in its id. */
    private static Mark mark(int instant, String entry) {
        return new Mark(FIRST.plusSeconds(instant), EntryId.ofRequest(entry));
    }

    private static Arbitrary<Integer> instants() {
        return Arbitraries.integers().between(0, INSTANTS - 1);
    }

    /** Two entries may say the same. */
    private static Arbitrary<Integer> twins() {
        return Arbitraries.integers().between(0, 1);
    }

    private static List<Kind> kinds(Predicate<Kind> which) {
        return Facts.THAT_ARE_TOLD.stream().filter(which).toList();
    }

    /** All combinations, each part also absent. A sender has a channel. */
    static List<Scope> scopes(List<Channel> channels, List<String> senders, List<String> topics) {
        List<Scope> scopes = new ArrayList<>(List.of(Scope.ALL));
        for (Channel channel : channels) {
            scopes.add(new Scope(channel, null, null));
            senders.forEach(sender -> scopes.add(Scope.of(channel, sender)));
        }
        for (Scope scope : List.copyOf(scopes)) {
            topics.forEach(topic -> scopes.add(scope.with(Scope.ofTopic(topic))));
        }
        return List.copyOf(scopes);
    }
}
