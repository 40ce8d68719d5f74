package consimt.record;

import consimt.ledger.EntryContent.IdentityChanged;
import consimt.relation.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Groups changes of identity by person: those that are connected by the ids that they name. */
final class People {

    private People() {}

    /** The statements of each person, in their order. Those of different persons share no id. */
    static Collection<List<Statement>> among(List<Statement> changes) {
        Map<Relation, List<Statement>> naming = new HashMap<>();
        changes.forEach(change -> ids(change)
                .forEach(id ->
                        naming.computeIfAbsent(id, none -> new ArrayList<>()).add(change)));
        Map<Relation, Integer> person = new HashMap<>();
        Map<Integer, List<Statement>> people = new TreeMap<>();
        for (Statement change : changes) {
            int number = person.size();
            Queue<Relation> next = new ArrayDeque<>(List.of(change.relation()));
            while (!next.isEmpty()) {
                Relation id = next.remove();
                if (person.putIfAbsent(id, number) == null) {
                    naming.getOrDefault(id, List.of())
                            .forEach(other -> ids(other).forEach(next::add));
                }
            }
            people.computeIfAbsent(person.get(change.relation()), none -> new ArrayList<>())
                    .add(change);
        }
        return people.values();
    }

    private static Stream<Relation> ids(Statement change) {
        return Stream.concat(
                Stream.of(change.relation()),
                Stream.concat(
                                change.what() instanceof IdentityChanged changed
                                        ? Stream.of(changed.other())
                                        : Stream.empty(),
                                change.alsoKnownAs().stream())
                        .map(id -> new Relation(id, change.relation().businessId())));
    }
}
