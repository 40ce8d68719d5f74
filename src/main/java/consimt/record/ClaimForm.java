package consimt.record;

import consimt.answer.Answer.Rejected;
import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import org.jspecify.annotations.Nullable;

/** What a business gives for a yes that a person gave it. The yes is then a claim. */
public final class ClaimForm {

    public static final String PROOF = "proof";

    /** In characters. So the entry of a claim takes one write unit, but for scripts of many bytes. */
    private static final int LONGEST_PROOF = 300;

    private ClaimForm() {}

    public static Reading<String> proof() {
        return Values.text(LONGEST_PROOF);
    }

    /** Reads the proof, without which a business claims nothing. The time of the yes is required of it as well. */
    public static @Nullable String proof(Fields in) {
        if (!in.caller().isBusiness()) {
            in.notAllowed(PROOF, true, "goes with a yes that a business tells");
            return in.optional(PROOF, proof());
        }
        in.requires("occurredAt");
        return in.required(PROOF, proof());
    }

    public static Rejected refused() {
        return Rejected.because(PROOF, Problem.Code.NOT_ALLOWED, PROOF + " is no yes here: no claims are accepted");
    }
}
