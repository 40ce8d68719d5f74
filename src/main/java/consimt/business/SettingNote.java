package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import consimt.business.BusinessForm.BasisForm;
import consimt.business.MarketingBasis.AppliedBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param since from when it is so; null if no time is told  */
public record SettingNote(
        String field,
        NoteCode code,
        String message,
        @JsonIgnore @Nullable Instant since) {

    static final String NOTICES = "notices.url";

    private static final String BASIS = "marketingBasis";

    SettingNote(String field, NoteCode code, String message) {
        this(field, code, message, null);
    }

    SettingNote saying(String other) {
        return new SettingNote(field, code, other, since);
    }

    public enum NoteCode {
        /** The input was silent about it, so it stays as it was settled before. */
        KEPT,
        /** The input named it and gave the choice to the country, which has another one. */
        NOT_USED,
        /** The law of the business's country asks for more. */
        WEAKER_THAN_LAW,
        /** The endpoint has a name without an address. */
        NOT_FOUND,
        /** The endpoint may not take notices, or not have the secret. */
        UNTRIED,
        /** The endpoint gets no notices any more. */
        SWITCHED_OFF
    }

    /**
     * @param given what the input says of the basis; null if it only asks for the settings
     */
    static List<SettingNote> shown(AppliedBasis basis, @Nullable BasisForm given) {
        List<SettingNote> notes = new ArrayList<>();
        if (given != null && given.leaves() && basis.why() == AppliedBasis.BasisOf.OWN) {
            notes.add(new SettingNote(
                    BASIS,
                    NoteCode.KEPT,
                    BASIS + " was left out and stays " + basis.applies()
                            + "; marketingBasisOf COUNTRY gives the choice to the country"));
        }
        if (given != null && given.isOverruledBy(basis)) {
            notes.add(new SettingNote(
                    BASIS,
                    NoteCode.NOT_USED,
                    BASIS + " is " + basis.applies() + ", because marketingBasisOf is not OWN"));
        }
        LawRow row = basis.row();
        if (row != null && basis.isWeakerThanLaw()) {
            notes.add(new SettingNote(
                    BASIS,
                    NoteCode.WEAKER_THAN_LAW,
                    BASIS + " is " + basis.applies() + ", and the law of " + row.country() + " asks for " + row.basis()
                            + " (" + row.source() + ")"));
        }
        return notes;
    }

    static SettingNote ofUnknownName() {
        return new SettingNote(NOTICES, NoteCode.NOT_FOUND, NOTICES + " has a name that nobody knows now");
    }

    static SettingNote ofUntried() {
        return new SettingNote(NOTICES, NoteCode.UNTRIED, NOTICES + " is settled and untried: call test-notice");
    }

    static SettingNote ofSwitchedOff(Instant since) {
        return new SettingNote(
                NOTICES,
                NoteCode.SWITCHED_OFF,
                NOTICES + " is switched off since " + since
                        + ", because it answered 410 or failed for three days; these settings again, or redeliver, switch it on",
                since);
    }
}
