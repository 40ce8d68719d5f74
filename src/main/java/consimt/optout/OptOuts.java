package consimt.optout;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.function.Answer;
import consimt.function.Rejected;
import consimt.ledger.Entry;
import consimt.ledger.Reason;
import consimt.ledger.What.OptOut;
import consimt.optout.Confirmation.AskReason;
import consimt.optout.Confirmation.OptBackIn;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.words.Words;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
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

    /** @param reason null where the person was not asked */
    public Answer record(Request request, @Nullable Reason reason) {
        Business business = settings.fresh(request.relation().businessId());
        Optional<Rejected> rejected = WhyNot.unknown(reason, business);
        if (rejected.isPresent()) {
            return rejected.get();
        }
        Words words = Words.of(business, request.locale());
        Statement optOut = Statement.of(request, OptOut.because(reason)).showing(words::optOutConfirmation);
        return recorder.record(optOut)
                .answer(recorded -> Preference.of(recorded, confirmation(recorded, reason, business, words)));
    }

    /** Absent where a later decision stands, for it would not be true. */
    private static @Nullable Confirmation confirmation(
            Recorded recorded, @Nullable Reason reason, Business business, Words words) {
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
