package consimt.inbound;

import static java.util.stream.Collectors.groupingBy;

import consimt.inbound.OwnEntries.Admission;
import consimt.ledger.EntryContent.OptOut;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Records many statements at once, as far as they are admitted. */
@Singleton
public record Intake(Recorder recorder, Metrics metrics) {

    /** @throws consimt.runtime.StoreUnavailable if a part could not be stored; then the delivery is not acknowledged */
    public void record(Collection<Statement> statements, Admission admission) {
        Attempts attempts = new Attempts();
        List<Statement> admitted = new ArrayList<>();
        statements.stream()
                .collect(groupingBy(each -> each.request().relation().businessId()))
                .forEach((businessId, its) -> attempts.run(() -> admit(businessId, its, admission, admitted)));
        attempts.run(() -> recordAll(admitted));
        attempts.end();
    }

    /** Certain refusals first, which wait for nothing that is about the others. */
    private void admit(
            BusinessId businessId, List<Statement> statements, Admission admission, List<Statement> admitted) {
        if (!admission.isBounded(businessId)) {
            admitted.addAll(statements);
            return;
        }
        List<Statement> refusals = new ArrayList<>();
        List<Statement> others = new ArrayList<>();
        statements.forEach(each -> (each.what() instanceof OptOut ? refusals : others).add(each));
        if (admission.admitsRefusals(businessId, refusals.size())) {
            admitted.addAll(refusals);
        }
        if (admission.admits(businessId, recorder.thatMayChange(others).size())) {
            admitted.addAll(others);
        }
    }

    private void recordAll(Collection<Statement> statements) {
        long conflicts = recorder.recordAll(statements).stream()
                .filter(Recorded::isConflict)
                .count();
        if (conflicts > 0) {
            metrics.count("ConflictingUpdates", conflicts);
        }
    }
}
