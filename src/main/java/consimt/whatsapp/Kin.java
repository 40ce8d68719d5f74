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

/** Which ids of a business's envelope belong to one person, by the changes that the envelope tells of: a union-find. */
final class Kin {

    /** A tree for each person, whose root has no parent. Few changes are about one person, so no path is shortened. */
    private final Map<UserId, UserId> parents = new HashMap<>();

    private Kin() {}

    /** The changes of each person. Those of different persons touch nothing in common. */
    static Collection<List<IdentityChanged>> among(List<IdentityChanged> changes) {
        Kin kin = new Kin();
        changes.forEach(kin::unite);
        Map<UserId, List<IdentityChanged>> ofOne = new LinkedHashMap<>();
        changes.forEach(
                change -> ofOne.computeIfAbsent(kin.root(change.current().userId()), id -> new ArrayList<>())
                        .add(change));
        return ofOne.values();
    }

    private void unite(IdentityChanged change) {
        // The older id is the root, so a chain that is told in order makes a flat tree.
        UserId root = root(change.previous().userId());
        Stream.of(
                        change.previous().alias(),
                        change.current().userId(),
                        change.current().alias())
                .filter(Objects::nonNull)
                .map(this::root)
                .filter(other -> !other.equals(root))
                .forEach(other -> parents.put(other, root));
    }

    private UserId root(UserId id) {
        UserId root = id;
        for (UserId parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        return root;
    }
}
