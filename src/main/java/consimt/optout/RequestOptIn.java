package consimt.optout;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.business.BusinessSettings;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.What.OptIn;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person asks for a business's marketing, again or for the first time. */
@Guarded
@Singleton
public class RequestOptIn {

    private final Recorder recorder;
    private final BusinessSettings settings;
    private final Clock clock;

    public RequestOptIn(Recorder recorder, BusinessSettings settings, Clock clock) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.PERSON)
                .answer(in -> Request.from(in, clock.instant()), this::record);
    }

    /** An opt-in never lifts a block. */
    private Answer record(Request request) {
        Words words = Words.of(settings.of(request.relation().businessId()), request.locale());
        Statement optIn = Statement.of(request, OptIn.showing(words.optInConfirmation()));
        return recorder.record(optIn)
                .answer(recorded ->
                        Preference.of(recorded, confirmation(recorded, words.optInConfirmation()), List.of()));
    }

    /** Null if a later opt-out is in force: the text would be untrue. */
    private static @Nullable Confirmation confirmation(Recorded recorded, String words) {
        if (recorded.standing().isOptedOut()) {
            return null;
        }
        OptIn optIn = (OptIn) Objects.requireNonNull(recorded.told()).what();
        return new Confirmation(optIn.wordsShown() == null ? words : optIn.wordsShown(), null, null);
    }
}
