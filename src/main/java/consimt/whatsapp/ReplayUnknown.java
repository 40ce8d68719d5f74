package consimt.whatsapp;

import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Businesses;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.whatsapp.UnclaimedUpdates.KeptUpdate;
import consimt.whatsapp.envelope.Change;
import consimt.whatsapp.envelope.Update;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Records the updates that arrived for a number before a business had it. Each call records some of them, and deletes
 * them only after that. So a failed call is repeated.
 */
@Singleton
public record ReplayUnknown(UnclaimedUpdates aside, Businesses businesses, UpdateRecorder recorder, Clock clock)
        implements Guarded {

    private static final int MOST = 100;

    @Funq("replay-unknown")
    public Answer replayUnknown(Input input) {
        return guarded(() -> input.answer(in -> {
            var phoneNumberId = in.required(
                    "phoneNumberId",
                    Values.matching(Change.PHONE_NUMBER_ID, 32, "must be a phone number id, digits only"));
            int limit = in.optional("limit", Values.whole(1, MOST), MOST);
            return phoneNumberId == null ? null : () -> replay(phoneNumberId, limit);
        }));
    }

    private Answer replay(String phoneNumberId, int limit) {
        return businesses
                .ownerOf(phoneNumberId)
                .<Answer>map(owner -> replay(owner, phoneNumberId, limit))
                .orElseGet(() -> Rejected.because(
                        "phoneNumberId", Problem.Code.NOT_FOUND, "phoneNumberId is no number of any business"));
    }

    private Replayed replay(BusinessId owner, String phoneNumberId, int limit) {
        Page<KeptUpdate> page = aside.of(phoneNumberId, limit, clock.instant());
        List<Update> updates = page.items().stream().map(KeptUpdate::update).toList();
        if (!updates.isEmpty()) {
            recorder.replay(Map.of(owner, updates));
            aside.remove(page.items());
        }
        return new Replayed(updates.isEmpty() ? Outcome.UNCHANGED : Outcome.RECORDED, updates.size(), !page.isLast());
    }

    /** @param more whether another call is needed */
    public record Replayed(Outcome outcome, int replayed, boolean more) implements Answer {}
}
