package consimt.insight;

import consimt.relation.Scope;
import consimt.words.AdviceWords;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Advice in the business's language.
 *
 * @param scopes by their keys
 */
record AdviceTexts(AdviceWords words, Map<String, Scope> scopes) {

    List<Advice> of(Findings found) {
        return AdviceRules.advise(found).stream()
                .map(figures -> new Advice(text(figures, found), figures))
                .toList();
    }

    private String text(AdviceFigures figures, Findings found) {
        Map<String, String> values = new HashMap<>();
        values.put("period", when(found.by(), found.latest()));
        values.put("people", words.counted("people", figures.people()));
        ReasonPeriod before = found.before();
        if (before != null) {
            values.put("before", when(found.by(), before));
            values.put("peopleBefore", words.number(before.people().optOuts()));
        }
        put(values, "share", figures.evidence().share());
        put(values, "shareBefore", figures.evidence().shareBefore());
        String code = figures.evidence().code();
        if (code != null) {
            values.put("reason", words.words().reason(code));
        }
        String key = figures.evidence().key();
        if (key != null) {
            values.put(
                    "what",
                    found.by() == GroupedBy.SCOPE ? words.words().what(scopes.getOrDefault(key, Scope.ALL)) : key);
        }
        Double hours = figures.evidence().medianHours();
        if (hours != null) {
            values.put("hours", words.counted("hours", Math.max(1, (int) Math.ceil(hours))));
        }
        return words.advice(figures.rule(), values);
    }

    private void put(Map<String, String> values, String name, @Nullable Double share) {
        if (share != null) {
            values.put(name, words.percent(share));
        }
    }

    private String when(GroupedBy by, ReasonPeriod period) {
        return switch (by) {
            case WEEK -> words.inWeek(period.days().from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> words.inMonth(period.days().from().getMonth());
            case SCOPE, CAMPAIGN ->
                words.between(period.days().from(), period.days().to());
        };
    }
}
