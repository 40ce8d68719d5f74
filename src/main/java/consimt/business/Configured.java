package consimt.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.BusinessForm.BasisForm;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.business.NoticeEndpoints.Reachable;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** @param notes what is worth knowing about these settings; null if there is nothing  */
public record Configured(
        Outcome outcome,
        Business business,
        AppliedBasis basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SettingNote> notes)
        implements Answer {

    static Configured of(
            Outcome outcome,
            Business business,
            AppliedBasis basis,
            @Nullable BasisForm given,
            Reachable reachable,
            NoticeEndpoints endpoints) {
        List<SettingNote> notes = SettingNote.shown(basis, given);
        if (given != null && business.notices() != null && reachable == Reachable.YES) {
            notes.add(SettingNote.ofUntried());
        }
        if (reachable == Reachable.NOT_FOUND) {
            notes.add(SettingNote.ofUnknownName());
        }
        Instant off = business.notices() == null ? null : endpoints.switchedOffSince(business.businessId());
        if (off != null) {
            notes.add(SettingNote.ofSwitchedOff(off));
        }
        return new Configured(outcome, business.with(basis), basis, notes.isEmpty() ? null : notes);
    }

    public static Configured found(Business business, BusinessSettings settings, NoticeEndpoints endpoints) {
        return of(Outcome.FOUND, business, settings.basis(business), null, Reachable.YES, endpoints);
    }

    public Configured saying(BiFunction<SettingNote, AppliedBasis, String> words) {
        return notes == null
                ? this
                : new Configured(
                        outcome,
                        business,
                        basis,
                        notes.stream()
                                .map(note -> note.saying(words.apply(note, basis)))
                                .toList());
    }
}
