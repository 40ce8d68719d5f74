package consimt.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.insight.AdviceFigures.Evidence;
import consimt.insight.GroupedBy.Days;
import consimt.insight.ReasonPeriod.CountedPeople;
import consimt.insight.ReasonPeriod.HoursAfterMessage;
import consimt.insight.ReasonPeriod.ReasonCount;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceRulesTest {

    @Test
    void theOrderIsThePrecedence() {
        assertEquals(
                List.of(
                        "NOT_SIGNED_UP",
                        "ONE_CAMPAIGN",
                        "ONE_SCOPE",
                        "REASON_GREW",
                        "LEADING_REASON",
                        "SOON_AFTER_MESSAGE",
                        "MORE_LEFT",
                        "NOT_ASKED"),
                AdviceRules.IN_ORDER.stream().map(AdviceRules.AdviceRule::name).toList());
    }

    /** A month is told by how many left, and how many of them for what; {@code h} are hours, of all of them. */
    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            100 TOO_MANY=41         | 100 TOO_MANY=18      | REASON_GREW NOT_ASKED
            100 TOO_MANY=41         | 100 TOO_MANY=35      | LEADING_REASON NOT_ASKED
            100 TOO_MANY=41         | -                    | LEADING_REASON NOT_ASKED
            100 TOO_MANY=41         | 9 TOO_MANY=1         | LEADING_REASON NOT_ASKED
            100 TOO_MANY=24         | -                    | NOT_ASKED
            100 TOO_MANY=60         | -                    | LEADING_REASON
            100 OTHER=60            | -                    | ''
            100 A=30,B=35           | 100 A=15,B=24        | REASON_GREW LEADING_REASON
            100 A=30,B=35           | 100 A=24,B=24        | REASON_GREW
            100 DID_NOT_SIGN_UP=10  | -                    | NOT_SIGNED_UP NOT_ASKED
            100 DID_NOT_SIGN_UP=9   | -                    | NOT_ASKED
            100 DID_NOT_SIGN_UP=60  | 100 A=51             | NOT_SIGNED_UP
            100 A=51 h=2            | -                    | LEADING_REASON SOON_AFTER_MESSAGE
            100 A=51 h=2.1          | -                    | LEADING_REASON
            9 A=9 h=1               | -                    | ''
            30 A=10                 | 20 A=10              | LEADING_REASON MORE_LEFT NOT_ASKED
            29 OTHER=20             | 20 OTHER=20          | ''
            30 DID_NOT_SIGN_UP=5,A=20 h=1 | 20 A=2          | NOT_SIGNED_UP REASON_GREW SOON_AFTER_MESSAGE
            10 A=2                  | -                    | NOT_ASKED
            5 A=5                   | 20 A=20              | LEADING_REASON
            """)
    void eachRuleHasItsBound(String latest, @Nullable String before, String rules) {
        List<ReasonPeriod> periods = new ArrayList<>();
        if (before != null) {
            periods.add(month(YearMonth.of(2026, 10), before));
        }
        periods.add(month(YearMonth.of(2026, 11), latest));
        Days all = new Days(
                periods.get(0).days().from(),
                periods.get(periods.size() - 1).days().to());
        assertEquals(
                rules,
                String.join(
                        " ",
                        Findings.of(GroupedBy.MONTH, all, List.of(), periods)
                                .map(AdviceRules::advise)
                                .orElse(List.of())
                                .stream()
                                .map(AdviceFigures::rule)
                                .toList()));
    }

    @Test
    void theNumbersAreThoseOfTheRule() {
        List<ReasonPeriod> periods = List.of(
                month(YearMonth.of(2026, 10), "50 TOO_MANY=9"), month(YearMonth.of(2026, 11), "100 TOO_MANY=41 h=1.7"));
        Days all = new Days(periods.get(0).days().from(), periods.get(1).days().to());
        assertEquals(
                List.of(
                        new AdviceFigures(
                                "REASON_GREW",
                                100,
                                "2026-11",
                                "2026-10",
                                50,
                                new Evidence(null, "TOO_MANY", 0.41, 0.18, null)),
                        new AdviceFigures(
                                "SOON_AFTER_MESSAGE",
                                100,
                                "2026-11",
                                null,
                                null,
                                new Evidence(null, null, null, null, 1.7)),
                        new AdviceFigures("MORE_LEFT", 100, "2026-11", "2026-10", 50, Evidence.NONE)),
                AdviceRules.advise(
                        Findings.of(GroupedBy.MONTH, all, List.of(), periods).orElseThrow()));
    }

    /** The report begins in the middle of October. */
    @Test
    void aMonthThatIsCutIsNoMeasureForHowManyLeft() {
        ReasonPeriod october = month(YearMonth.of(2026, 10), "20 OTHER=20");
        Days cut = new Days(october.days().from().plusDays(1), october.days().to());
        ReasonPeriod part =
                new ReasonPeriod(cut, "2026-10", new CountedPeople(20, 0, 0, 0), october.reasons(), null, List.of());
        List<ReasonPeriod> periods = List.of(part, month(YearMonth.of(2026, 11), "100 OTHER=100"));
        assertEquals(
                List.of(),
                AdviceRules.advise(
                        Findings.of(GroupedBy.MONTH, cut, List.of(), periods).orElseThrow()));
    }

    private static ReasonPeriod month(YearMonth month, String told) {
        String[] parts = told.split(" ");
        int people = Integer.parseInt(parts[0]);
        Map<String, Integer> counts = new TreeMap<>();
        for (String reason : parts[1].split(",")) {
            String[] each = reason.split("=");
            counts.put(each[0], Integer.valueOf(each[1]));
        }
        double hours = parts.length > 2 ? Double.parseDouble(parts[2].substring(2)) : 0;
        return new ReasonPeriod(
                new Days(month.atDay(1), month.atEndOfMonth()),
                month.toString(),
                new CountedPeople(
                        people,
                        0,
                        0,
                        people - counts.values().stream().mapToInt(each -> each).sum()),
                counts.entrySet().stream()
                        .map(each -> new ReasonCount(
                                each.getKey(), each.getValue(), ReasonPeriod.share(each.getValue(), people)))
                        .sorted(Comparator.comparing(ReasonCount::count).reversed())
                        .toList(),
                parts.length > 2 ? new HoursAfterMessage(hours, hours, people) : null,
                List.of());
    }
}
