package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.MessageSent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rounds in which a delivery is recorded. What is judged at a glance comes first: what the platform tells, buttons,
 * opt-out words. So no refusal waits until the long texts beside it are judged. An ordinary delivery is one round.
 */
final class Rounds {

    /** In UTF-16 units of texts. Texts that were written to take long to judge take less than a second. */
    static final int LONGEST = 50_000;

    private Rounds() {}

    static List<Map<BusinessId, List<Update>>> of(Map<BusinessId, List<Update>> updates) {
        List<Sized> all = updates.entrySet().stream()
                .flatMap(
                        each -> each.getValue().stream().map(update -> new Sized(each.getKey(), update, units(update))))
                .sorted(Comparator.comparing(Sized::units))
                .toList();
        List<Map<BusinessId, List<Update>>> rounds = new ArrayList<>();
        long units = 0;
        for (Sized each : all) {
            units += each.units;
            if (units > LONGEST || rounds.isEmpty()) {
                rounds.add(new LinkedHashMap<>());
                units = each.units;
            }
            rounds.get(rounds.size() - 1)
                    .computeIfAbsent(each.business, business -> new ArrayList<>())
                    .add(each.update);
        }
        return rounds;
    }

    /** @param units how long its texts are */
    private record Sized(BusinessId business, Update update, long units) {}

    private static long units(Update update) {
        return update instanceof MessageSent message ? message.words().length() : 0;
    }
}
