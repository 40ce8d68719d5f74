package consimt.relation;

import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a set of facts amounts to, said once more and differently: by looking at all of them at once. */
public final class Oracle {

    private Oracle() {}

    public static String of(Collection<Fact> facts) {
        Instant none = Instant.MIN;
        Instant blocked = last(facts, none, Kind.BLOCK, Kind.REPORT_AND_BLOCK);
        Instant in = last(facts, none, Kind.OPT_IN);
        Instant out =
                unlessLifted(last(facts, none, Kind.OPT_OUT, Kind.MESSAGE_THAT_OPTS_OUT, Kind.OPT_OUT_DISOWNING), in);
        boolean expressed = any(facts, Kind.CONTINUE, Kind.OPT_IN);
        boolean implied = any(facts, Kind.MESSAGE_SENT);
        Instant byMessage = last(facts, none, Kind.MESSAGE_THAT_OPTS_OUT);
        return (blocked != none && !blocked.isBefore(last(facts, none, Kind.UNBLOCK)) ? "blocked@" + blocked : "open")
                + (expressed || implied ? " accepted" : any(facts, Kind.FIRST_CONTACT) ? " contacted" : " none")
                + (expressed ? " expressed" : implied ? " implied" : "")
                + (out != none ? " out@" + out : in != none ? " in@" + in : " unset")
                + " "
                + facts.stream()
                        .filter(fact -> fact.kind().isReport())
                        .map(fact -> fact.mark().entry())
                        .distinct()
                        .count()
                + held(" suspected@", suspected(facts, in))
                + (byMessage == none ? "" : " by message@" + byMessage);
    }

    private static Instant suspected(Collection<Fact> facts, Instant optedIn) {
        return facts.stream()
                .filter(fact -> fact.kind() == Kind.REFUSAL_SUSPECTED)
                .filter(hold -> facts.stream()
                        .noneMatch(fact -> fact.kind() == Kind.REFUSAL_CLEARED
                                && fact.mark().entry().equals(hold.mark().entry())))
                .map(hold -> hold.mark().at())
                .filter(at -> !at.isBefore(optedIn))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String held(String how, Instant since) {
        return since == null ? "" : how + since;
    }

    /** The same sentence about a standing. */
    public static String saysOf(Standing standing) {
        return (standing.isBlocked() ? "blocked@" + standing.since(MarkKind.BLOCKED) : "open")
                + switch (standing.conversation()) {
                    case ACCEPTED -> " accepted";
                    case CONTACTED -> " contacted";
                    case NONE -> " none";
                }
                + (standing.basis() == null
                        ? ""
                        : standing.basis() == Standing.Basis.EXPRESSED ? " expressed" : " implied")
                + switch (standing.marketing()) {
                    case OPTED_OUT -> " out@" + standing.since(MarkKind.OPTED_OUT);
                    case OPTED_IN -> " in@" + standing.since(MarkKind.OPTED_IN);
                    case UNSET -> " unset";
                }
                + " " + standing.reports().size()
                + held(" suspected@", standing.refusalSuspectedSince())
                + held(" by message@", standing.since(MarkKind.REFUSED_BY_MESSAGE));
    }

    private static Instant unlessLifted(Instant out, Instant in) {
        return out.isBefore(in) ? Instant.MIN : out;
    }

    private static Instant last(Collection<Fact> facts, Instant none, Kind... kinds) {
        return facts.stream()
                .filter(fact -> List.of(kinds).contains(fact.kind()))
                .map(fact -> fact.mark().at())
                .max(Comparator.naturalOrder())
                .orElse(none);
    }

    private static boolean any(Collection<Fact> facts, Kind... kinds) {
        return facts.stream().anyMatch(fact -> List.of(kinds).contains(fact.kind()));
    }
}
