package consimt.relation;

import consimt.relation.Standing.Basis;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param scope which marketing a wish is about; else {@link Scope#ALL}
 * @param categories what an opt-out refuses besides marketing, by the channel of its scope; null for nothing else
 * @param mark when it counts, and in which entry it stands
 * @param stopsBy for an opt-out at a business that removes by hand, the promised last day; else null
 * @param kept what an erasure, or an opt-out of one part too many, refuses besides all marketing
 * @param firstSaid the earliest moment at which a refusal may have been said; it may count from a later one
 * @param isOverLink whether it counts under an id that is the person's by the word of the business alone
 */
public record Fact(
        Kind kind,
        Scope scope,
        @Nullable Categories categories,
        Mark mark,
        @Nullable LocalDate stopsBy,
        Set<Marks.Key> kept,
        Instant firstSaid,
        boolean isOverLink) {

    /** The kinds of marks that stand beside another one of the same entry. */
    private static final Set<MarkKind> BESIDE = Set.of(
            MarkKind.REFUSED_BY_MESSAGE,
            MarkKind.DISOWNED,
            MarkKind.ERASED,
            MarkKind.FIRST_CLAIMED,
            MarkKind.FURTHER_OPTED_OUT);

    public Fact(Kind kind, Scope scope, @Nullable Categories categories, Mark mark, @Nullable LocalDate stopsBy) {
        this(kind, scope, categories, mark, stopsBy, Set.of(), mark.at(), false);
    }

    public Fact(Kind kind, Scope scope, Mark mark, @Nullable LocalDate stopsBy) {
        this(kind, scope, null, mark, stopsBy);
    }

    /** An erasure, and the marks besides that of all marketing which stay in force. */
    public static Fact ofErasure(Mark mark, Set<Marks.Key> kept) {
        return new Fact(Kind.PERSON_ERASED, Scope.ALL, null, mark, null, kept, mark.at(), false);
    }

    public enum Kind {
        FIRST_CONTACT(MarkKind.CONTACTED),
        MESSAGE_SENT(MarkKind.IMPLIED),
        CONTINUE(MarkKind.EXPRESSED),
        BLOCK(MarkKind.BLOCKED),
        UNBLOCK(MarkKind.UNBLOCKED),
        REPORT,
        REPORT_AND_BLOCK(MarkKind.BLOCKED),
        OPT_OUT(MarkKind.OPTED_OUT),
        /** A message that is an opt-out is no agreement to the conversation. */
        MESSAGE_THAT_OPTS_OUT(MarkKind.OPTED_OUT, MarkKind.REFUSED_BY_MESSAGE),
        /** An opt-in is also an expressed yes to the conversation. */
        OPT_IN(MarkKind.OPTED_IN, MarkKind.EXPRESSED),
        /** The business says that the person opted in, agreed to the conversation, or wrote to it. */
        OPT_IN_CLAIMED(MarkKind.CLAIMED, MarkKind.FIRST_CLAIMED),
        CONTINUE_CLAIMED(MarkKind.CLAIMED_AGREEMENT),
        MESSAGE_CLAIMED(MarkKind.CLAIMED_MESSAGE),
        /** The person says that such a claim is not true, and opts out. */
        OPT_OUT_DISOWNING(MarkKind.OPTED_OUT, MarkKind.DISOWNED),
        /** All else that was recorded is gone. */
        PERSON_ERASED(MarkKind.OPTED_OUT, MarkKind.ERASED),
        /** The person sent a message that may be a refusal. It is no agreement. */
        REFUSAL_SUSPECTED,
        /** Somebody read the message of the mark's entry: it is no refusal. */
        REFUSAL_CLEARED;

        private final Set<MarkKind> moves;

        Kind(MarkKind... moves) {
            List<MarkKind> all = new ArrayList<>(List.of(moves));
            if (all.stream().anyMatch(moved -> moved.isProtective() && moved != MarkKind.BLOCKED)) {
                all.add(MarkKind.FIRST_REFUSED);
            }
            this.moves = Set.copyOf(all);
        }

        public Set<MarkKind> moves() {
            return moves;
        }

        public boolean isErasure() {
            return moves.contains(MarkKind.ERASED);
        }

        public boolean isReport() {
            return this == REPORT || this == REPORT_AND_BLOCK;
        }

        /** Whether it begins or ends a hold. Such a fact moves no mark. */
        public boolean isAboutHolding() {
            return this == REFUSAL_SUSPECTED || this == REFUSAL_CLEARED;
        }

        public boolean isOptOut() {
            return isWish() && isProtective();
        }

        public boolean isOptIn() {
            return isWish() && !isProtective();
        }

        public boolean isWish() {
            return moves.stream().anyMatch(MarkKind::isScoped);
        }

        /** Whether it is a yes by the word of the business, which the person did not tell this service. */
        public boolean isClaim() {
            return this == OPT_IN_CLAIMED || this == CONTINUE_CLAIMED || this == MESSAGE_CLAIMED;
        }

        /** Whether it protects the person: an opt-out, a block, a report, or what may be one. */
        public boolean isProtective() {
            return this == REFUSAL_SUSPECTED || isReport() || moves.stream().anyMatch(MarkKind::isProtective);
        }

        /** The basis of consent that it gives, or null. */
        public @Nullable Basis basis() {
            if (moves.contains(MarkKind.EXPRESSED)) {
                return Basis.EXPRESSED;
            }
            return moves.contains(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
        }
    }

    public static Fact of(Kind kind, Instant at, EntryId entry) {
        return of(kind, new Mark(at, entry));
    }

    public static Fact of(Kind kind, Mark mark) {
        return new Fact(kind, Scope.ALL, mark, null);
    }

    /** The same opt-out of all marketing, which stands for one of a part beyond the limit. */
    public Fact ofFurtherPart() {
        Set<Marks.Key> further = Set.of(Marks.Key.of(MarkKind.FURTHER_OPTED_OUT));
        return new Fact(kind, scope, categories, mark, stopsBy, further, firstSaid, isOverLink);
    }

    /** The same, said at this moment if that is earlier. What counts from later must let no claim pass before it. */
    public Fact saidFrom(Instant moment) {
        Instant first = moment.isBefore(firstSaid) ? moment : firstSaid;
        return new Fact(kind, scope, categories, mark, stopsBy, kept, first, isOverLink);
    }

    /**
     * The part that counts under an id which is the person's by the word of the business alone; null if there is none: a
     * refusal, a first contact, and that a message is no refusal.
     */
    public @Nullable Fact crossing() {
        return kind.isReport()
                        || kind.isAboutHolding()
                        || keys().stream().anyMatch(key -> key.kind().crosses())
                ? new Fact(kind, scope, categories, mark, stopsBy, kept, firstSaid, true)
                : null;
    }

    public Set<Marks.Key> keys() {
        return marks().keySet();
    }

    public Map<Marks.Key, Mark> marks() {
        Map<Marks.Key, Mark> marks = new TreeMap<>();
        kind.moves.forEach(moved -> marks.put(new Marks.Key(moved, scopeOf(moved)), markOf(moved)));
        if (stopsBy != null) {
            marks.put(Marks.Key.of(MarkKind.PROMISED), mark.shortened());
        }
        Channel channel = scope.channel();
        if (channel != null && categories != null) {
            marks.put(new Marks.Key(MarkKind.CHANNEL_OPTED_OUT, Scope.of(channel)), mark.shortened());
        }
        kept.forEach(key -> marks.put(key, BESIDE.contains(key.kind()) ? mark.shortened() : mark.in(key.scope())));
        marks.keySet().removeIf(key -> isOverLink && !key.kind().crosses());
        return marks;
    }

    /** Many sources know the second alone, so a claim within the second of a no may have come after it. */
    Instant firstSecond() {
        return firstSaid.truncatedTo(ChronoUnit.SECONDS);
    }

    /** A mark beside another one of the same entry names the entry by its short key, so that a relation stays small. */
    private Mark markOf(MarkKind moved) {
        if (moved == MarkKind.FIRST_REFUSED) {
            return new Mark(firstSaid, mark.entry()).shortened();
        }
        return BESIDE.contains(moved) ? mark.shortened() : mark.in(scopeOf(moved));
    }

    private Scope scopeOf(MarkKind moved) {
        return moved.isByScope() ? scope : Scope.ALL;
    }

    /** The keys of its marks that refuse. */
    private Stream<Marks.Key> refusing() {
        return keys().stream().filter(key -> key.kind().isProtective());
    }

    /**
     * Whether the fact is in force in a standing that has it. A later opposite fact may be in force instead. An opt-out
     * that a later opt-in lifts in part is in force.
     */
    boolean isInForce(Standing standing) {
        if (kind == Kind.REFUSAL_SUSPECTED) {
            return standing.isHeldBy(mark);
        }
        boolean opensNothing = kind.isClaim() && standing.basis() == null && !standing.isOpenedByClaim();
        if (opensNothing || kind.isClaim() && standing.marks().disownClaims() || isErasedIn(standing)) {
            return false;
        }
        return liftedBy(standing).isEmpty()
                && keys().stream().filter(key -> !key.kind().isProtective()).allMatch(key -> isInForce(key, standing));
    }

    /** Whether an erasure is later, so that nothing of the fact is in the standing. */
    private boolean isErasedIn(Standing standing) {
        Mark erased = standing.mark(MarkKind.ERASED);
        return erased != null
                && !mark.at().isAfter(erased.at())
                && !kind.moves.isEmpty()
                && kind.moves.stream().noneMatch(MarkKind::outlastsErasure);
    }

    /** The mark that lifts this refusal in a standing that has it; empty if any of what it refuses is refused. */
    public Optional<Mark> liftedBy(Standing standing) {
        if (kind == Kind.REFUSAL_SUSPECTED) {
            return isInForce(standing) ? Optional.empty() : Optional.of(endedBy(standing));
        }
        if (refusing().anyMatch(standing.marks()::stands)) {
            return Optional.empty();
        }
        return refusing()
                .flatMap(key -> Stream.ofNullable(standing.marks().lifting(key, key.scope())))
                .max(Comparator.naturalOrder());
    }

    /** The last mark that lifts this refusal as a whole or for some messages; empty if all of it is in force. */
    public Optional<Mark> liftedInPartBy(Standing standing) {
        if (kind == Kind.REFUSAL_SUSPECTED) {
            return liftedBy(standing).or(() -> optInAfter(standing));
        }
        return refusing().flatMap(key -> liftingAnyOf(key, standing.marks())).max(Comparator.naturalOrder());
    }

    private static Stream<Mark> liftingAnyOf(Marks.Key key, Marks marks) {
        return Stream.ofNullable(marks.get(key))
                .flatMap(mark -> Stream.ofNullable(marks.liftingSomeOf(key, mark, Scope.ALL)));
    }

    /** The last opt-in of any scope after this suspected refusal. */
    private Optional<Mark> optInAfter(Standing standing) {
        return standing.marks().keys().stream()
                .filter(key -> key.kind() == MarkKind.OPTED_IN)
                .flatMap(key -> Stream.ofNullable(standing.marks().get(key)))
                .filter(optedIn -> mark.at().isBefore(optedIn.at()))
                .max(Comparator.naturalOrder());
    }

    /** Whether an opt-in lifts this very opt-out of marketing as a whole, also if a later one is in force. */
    public boolean isLiftedIn(Standing standing) {
        return refusing()
                .filter(key -> key.kind().isScoped())
                .anyMatch(key -> standing.marks().lifting(key, mark, key.scope()) != null);
    }

    /** The opt-in after this suspected refusal; else the decision that the message is no refusal. */
    private Mark endedBy(Standing standing) {
        Mark optedIn = standing.marks().get(Marks.Key.of(MarkKind.OPTED_IN));
        return optedIn != null && mark.at().isBefore(optedIn.at())
                ? optedIn
                : new Mark(mark.at(), EntryId.ofRefusalCleared(mark.entry()));
    }

    /** @param moved of a kind that is not protective */
    private boolean isInForce(Marks.Key moved, Standing standing) {
        Marks marks = standing.marks();
        // No opt-out may refuse what an opt-in, or a claim of one, asks for.
        if (moved.kind().isByScope()) {
            return !standing.isOptedOutAsAWhole(scope);
        }
        return moved.kind().lifts().stream().noneMatch(no -> marks.stands(Marks.Key.of(no)));
    }

    /** What an opt-out refuses besides marketing, by the channel of its scope. */
    public enum Categories {
        /** Messages of every category. */
        ALL
    }
}
