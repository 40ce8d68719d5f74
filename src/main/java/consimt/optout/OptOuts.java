package consimt.optout;

import consimt.answer.Answer;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.ledger.Entry;
import consimt.ledger.StatedReason;
import consimt.ledger.What.OptOut;
import consimt.optout.Confirmation.AskReason;
import consimt.optout.Confirmation.OptBackIn;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.words.Words;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records an opt-out that the person asked for through this service, and makes the confirmation. */
@Singleton
public class OptOuts {

    private final Recorder recorder;
    private final BusinessSettings settings;

    public OptOuts(Recorder recorder, BusinessSettings settings) {
        this.recorder = recorder;
        this.settings = settings;
    }

    /**
     * @param reason null if the person gave none. A code that the business does not offer is recorded as it was said
     * @param notes the other problems of the request
     */
    public Answer record(Request request, @Nullable StatedReason reason, List<Problem> notes) {
        Business business = settings.fresh(request.relation().businessId());
        List<Problem> all = Stream.concat(notes.stream(), WhyNot.unknown(reason, business).stream())
                .toList();
        Words words = Words.of(business, request.locale());
        Statement optOut = Statement.of(request, OptOut.because(reason)).showing(words::optOutConfirmation);
        return recorder.record(optOut)
                .answer(recorded -> Preference.of(recorded, confirmation(recorded, reason, business, words), all));
    }

    /** Null if a later decision is in force: the text would be untrue. */
    private static @Nullable Confirmation confirmation(
            Recorded recorded, @Nullable StatedReason reason, Business business, Words words) {
        if (!recorded.standing().isOptedOut()) {
            return null;
        }
        AskReason why = reason == null ? new AskReason(words.askReason(), WhyNot.offered(business, words), true) : null;
        return new Confirmation(text(recorded, words), why, new OptBackIn(words.optBackIn()));
    }

    /** The text that the person saw at the first request, so that a retry shows the same one. */
    private static String text(Recorded recorded, Words words) {
        Entry entry = Objects.requireNonNull(recorded.told());
        OptOut optOut = (OptOut) entry.what();
        return optOut.wordsShown() == null ? words.optOutConfirmation(optOut.stopsBy()) : optOut.wordsShown();
    }
}
