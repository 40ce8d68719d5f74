package consimt.ledger;

import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.EntryContent.Other;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import consimt.runtime.Sha256;
import java.util.Optional;

/**
 * The ledger of a relation, or of a business's settings, as the business sees it. Hidden are reports, the steps of work
 * in another's queue (for example the review of a report), and kinds that only newer code knows. A block that came with
 * a report looks like any other block. Pages and tokens are as if the hidden entries did not exist.
 */
public final class BusinessLedger {

    private BusinessLedger() {}

    /** An entry of a relation as the business sees it; empty if the entry is hidden from it. */
    public static Optional<EntryView> shown(Entry entry, BusinessId reader) {
        return isShown(entry, reader) ? Optional.of(view(entry)) : Optional.empty();
    }

    static EntryView view(Entry entry) {
        return EntryView.of(
                entry.what() instanceof ConsentDecision decision && blocks(decision.decision())
                        ? block(entry, decision)
                        : entry);
    }

    /** A block as the blocked business sees it. A block that came with a report looks like any other. */
    private static Entry block(Entry entry, ConsentDecision decision) {
        Commitment commitment = entry.commitment();
        String id = Sha256.of("block", entry.id().value(), commitment == null ? null : commitment.hash())
                .shortId();
        return new Entry(
                new EntryId("block~" + id),
                entry.occurredAt(),
                entry.countsFrom(),
                entry.recordedAt(),
                entry.source().actorAlone(),
                commitment,
                new ConsentDecision(Fact.Kind.BLOCK, decision.decision().isReport() ? null : decision.reason()),
                null);
    }

    static boolean isShown(Entry entry, BusinessId reader) {
        EntryContent what = entry.what();
        if (what instanceof ConsentDecision decision) {
            return !decision.decision().isReport() || blocks(decision.decision());
        }
        if (what instanceof FollowUpStep step) {
            return reader.equals(step.queueOf());
        }
        return !(what instanceof Other);
    }

    private static boolean blocks(Fact.Kind decision) {
        return decision.moves().contains(MarkKind.BLOCKED);
    }
}
