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

/** A person stops a business's marketing on words of ours. */
@Singleton
public class OptOuts {

    private final Recorder recorder;
    private final BusinessSettings settings;

    public OptOuts(Recorder recorder, BusinessSettings settings) {
        this.recorder = recorder;
        this.settings = settings;
    }

    /**
     * @param reason null where the person was not asked. One that the business does not offer is recorded as it was said
     * @param notes what was wrong with the request besides
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

    /** Absent where a later decision stands, for it would not be true. */
    private static @Nullable Confirmation confirmation(
            Recorded recorded, @Nullable StatedReason reason, Business business, Words words) {
        if (!recorded.standing().isOptedOut()) {
            return null;
        }
        AskReason why = reason == null ? new AskReason(words.askReason(), WhyNot.offered(business, words), true) : null;
        return new Confirmation(text(recorded, words), why, new OptBackIn(words.optBackIn()));
    }

    /** What the person was shown the first time. */
    private static String text(Recorded recorded, Words words) {
        Entry entry = Objects.requireNonNull(recorded.told());
        OptOut optOut = (OptOut) entry.what();
        return optOut.wordsShown() == null ? words.optOutConfirmation(optOut.stopsBy()) : optOut.wordsShown();
    }
}
