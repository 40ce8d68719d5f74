package consimt.whatsapp;

import consimt.relation.UserId;
import consimt.whatsapp.Update.IdentityChanged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Which ids of a business's envelope belong to one person, by the changes that the envelope tells of. */
final class Kin {

    /** Each id's next one on the way to the one that stands for the person. */
    private final Map<UserId, UserId> next = new HashMap<>();

    private Kin() {}

    /** The changes of each person. Those of different persons touch nothing in common. */
    static Collection<List<IdentityChanged>> among(List<IdentityChanged> changes) {
        Kin kin = new Kin();
        changes.forEach(kin::unite);
        Map<UserId, List<IdentityChanged>> ofOne = new LinkedHashMap<>();
        changes.forEach(
                change -> ofOne.computeIfAbsent(kin.standsFor(change.current().userId()), id -> new ArrayList<>())
                        .add(change));
        return ofOne.values();
    }

    private void unite(IdentityChanged change) {
        UserId one = standsFor(change.current().userId());
        Stream.of(
                        change.previous().userId(),
                        change.previous().alias(),
                        change.current().alias())
                .filter(Objects::nonNull)
                .map(this::standsFor)
                .filter(id -> !id.equals(one))
                .forEach(id -> next.put(id, one));
    }

    private UserId standsFor(UserId id) {
        UserId last = id;
        for (UserId further = next.get(last); further != null; further = next.get(last)) {
            last = further;
        }
        // The way is shortened, or a long chain of ids would be walked for each of its links.
        for (UserId each = id; !each.equals(last); ) {
            UserId further = next.put(each, last);
            each = further == null ? last : further;
        }
        return last;
    }
}
