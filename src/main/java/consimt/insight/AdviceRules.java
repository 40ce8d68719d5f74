package consimt.insight;

import consimt.insight.AdviceFigures.Evidence;
import consimt.insight.ReasonPeriod.HoursAfterMessage;
import consimt.insight.ReasonPeriod.ReasonCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the figures advise. The order of {@link #IN_ORDER} is the precedence: the first three rules that match advise. */
final class AdviceRules {

    private static final String DID_NOT_SIGN_UP = "DID_NOT_SIGN_UP";

    /** The first has a rule of its own, and the other says nothing. */
    private static final Set<String> NO_LEADERS = Set.of(DID_NOT_SIGN_UP, "OTHER");

    private static final int MOST = 3;

    /** Whoever never signed up may complain: this comes before all else. */
    static final AdviceRule NOT_SIGNED_UP = new AdviceRule(
            "NOT_SIGNED_UP",
            found -> found.reasons(reason -> reason.code().equals(DID_NOT_SIGN_UP) && reason.share() >= 0.1)
                    .findFirst()
                    .map(reason -> Evidence.of(reason)));

    static final AdviceRule ONE_CAMPAIGN = new AdviceRule(
            "ONE_CAMPAIGN", found -> found.by() == GroupedBy.CAMPAIGN ? largest(found, "") : Optional.empty());

    static final AdviceRule ONE_SCOPE = new AdviceRule(
            "ONE_SCOPE", found -> found.by() == GroupedBy.SCOPE ? largest(found, GroupedBy.ALL) : Optional.empty());

    static final AdviceRule REASON_GREW = new AdviceRule(
            "REASON_GREW",
            true,
            found -> grown(found).map(reason -> Evidence.of(reason).before(found.shareBefore(reason.code()))));

    /** What grew was told already. */
    static final AdviceRule LEADING_REASON = new AdviceRule(
            "LEADING_REASON",
            found -> found.reasons(reason -> !NO_LEADERS.contains(reason.code()) && reason.share() >= 0.25)
                    .findFirst()
                    .filter(reason -> grown(found).filter(reason::equals).isEmpty())
                    .map(Evidence::of));

    static final AdviceRule SOON_AFTER_MESSAGE = new AdviceRule(
            "SOON_AFTER_MESSAGE",
            found -> Optional.ofNullable(found.latest().hoursAfterMessage())
                    .filter(hours -> hours.known() >= Findings.FEWEST_PEOPLE && hours.median() <= 2)
                    .map(Evidence::of));

    static final AdviceRule MORE_LEFT = new AdviceRule(
            "MORE_LEFT",
            true,
            found -> Optional.ofNullable(found.before())
                    .filter(before -> found.isBeforeWhole()
                            && found.latest().people().optOuts()
                                    >= 1.5 * before.people().optOuts())
                    .map(before -> Evidence.NONE));

    static final AdviceRule NOT_ASKED = new AdviceRule(
            "NOT_ASKED",
            found -> Optional.of(found.share(found.latest().people().notAsked()))
                    .filter(share -> share >= 0.5)
                    .map(share -> Evidence.of(share)));

    static final List<AdviceRule> IN_ORDER = List.of(
            NOT_SIGNED_UP,
            ONE_CAMPAIGN,
            ONE_SCOPE,
            REASON_GREW,
            LEADING_REASON,
            SOON_AFTER_MESSAGE,
            MORE_LEFT,
            NOT_ASKED);

    private AdviceRules() {}

    static List<AdviceFigures> advise(Findings found) {
        return IN_ORDER.stream()
                .flatMap(rule -> rule.figures(found).stream())
                .limit(MOST)
                .toList();
    }

    /** The reason whose share grew most, by a tenth of the people at least. */
    private static Optional<ReasonCount> grown(Findings found) {
        return found.before() == null
                ? Optional.empty()
                : found.reasons(reason -> !NO_LEADERS.contains(reason.code()) && found.growth(reason) >= 0.1)
                        .max(Comparator.comparing(found::growth).thenComparing(ReasonCount::share));
    }

    /**
     * The scope or campaign that three of ten people left by at least, and not all.
     *
     * @param nothing the key that names none
     */
    private static Optional<Evidence> largest(Findings found, String nothing) {
        return found.left().entrySet().stream()
                .filter(each -> !each.getKey().equals(nothing))
                .max(Map.Entry.comparingByValue())
                .filter(each -> found.left().size() > 1 && found.share(each.getValue()) >= 0.3)
                .map(each -> Evidence.ofKey(each.getKey(), found.share(each.getValue())));
    }

    /**
     * @param compares whether it compares with the period before
     * @param evidence what it advises from; empty if it does not match
     */
    record AdviceRule(String name, boolean compares, Function<Findings, Optional<Evidence>> evidence) {

        AdviceRule(String name, Function<Findings, Optional<Evidence>> evidence) {
            this(name, false, evidence);
        }

        private Optional<AdviceFigures> figures(Findings found) {
            return evidence.apply(found).map(each -> figures(each, found));
        }

        private AdviceFigures figures(Evidence its, Findings found) {
            ReasonPeriod before = compares ? found.before() : null;
            HoursAfterMessage hours =
                    its.medianHours() == null ? null : found.latest().hoursAfterMessage();
            return new AdviceFigures(
                    name,
                    hours == null ? found.latest().people().optOuts() : hours.known(),
                    found.by().isByTime() ? found.latest().key() : null,
                    before == null ? null : before.key(),
                    before == null ? null : Integer.valueOf(before.people().optOuts()),
                    its);
        }
    }
}
