package consimt.optout;

import consimt.function.Answer;
import consimt.function.Caller;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.relation.Request;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;

/** A person asks for a business's marketing, again or for the first time. */
@Guarded
@Singleton
public class RequestOptIn {

    private final OptIns optIns;
    private final Clock clock;

    public RequestOptIn(OptIns optIns, Clock clock) {
        this.optIns = optIns;
        this.clock = clock;
    }

    @Funq("request-opt-in")
    public Answer requestOptIn(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.PERSON)
                .answer(in -> Request.from(in, clock.instant()), optIns::record);
    }
}
