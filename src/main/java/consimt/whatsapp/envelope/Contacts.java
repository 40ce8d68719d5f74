package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * @param byId each person with several ids, by each of their ids
 * @param claimedParents parent ids that several people claim
 */
record Contacts(Map<UserId, Person> byId, Set<UserId> claimedParents) {

    /**
     * If two people claim one id, its owner is unknown. If the id is a number or a business-scoped one, neither of them
     * is kept. A parent id is taken from both.
     */
    static Contacts of(JsonNode contacts) {
        List<Person> people = new ArrayList<>();
        for (JsonNode contact : contacts) {
            Person person = Person.of(contact, "user_id", "parent_user_id", "wa_id");
            if (person != null && !person.others().isEmpty()) {
                people.add(person);
            }
        }
        Set<UserId> claimedParents = claimedParents(people);
        Map<UserId, Person> byId = new HashMap<>();
        Set<UserId> claimed = new HashSet<>();
        for (Person each : people) {
            Person person = without(claimedParents, each);
            for (UserId id : person.ids()) {
                add(byId, id, person, claimed);
            }
        }
        byId.values().removeIf(person -> person.ids().stream().anyMatch(claimed::contains));
        return new Contacts(byId, claimedParents);
    }

    private static Set<UserId> claimedParents(List<Person> people) {
        Map<UserId, Person> owners = new HashMap<>();
        Set<UserId> claimed = new HashSet<>();
        for (Person person : people) {
            UserId parent = person.parent();
            if (parent != null) {
                add(owners, parent, person, claimed);
            }
        }
        return claimed;
    }

    /** Contacts that do not contradict each other are one person's. */
    private static void add(Map<UserId, Person> owners, UserId id, Person person, Set<UserId> claimed) {
        Person owner = owners.putIfAbsent(id, person);
        if (owner == null) {
            return;
        }
        if (owner.contradicts(person)) {
            claimed.add(id);
        } else {
            owners.put(id, owner.filledUpFrom(person));
        }
    }

    private static Person without(Set<UserId> claimedParents, Person person) {
        UserId parent = person.parent();
        return parent != null && claimedParents.contains(parent) ? person.withoutParent() : person;
    }

    /**
     * The person whom an element names, with the ids that the contacts tell besides. A parent id that a contact with
     * other ids claims is not kept.
     */
    Person completed(Person named) {
        UserId parent = named.parent();
        Person claiming = parent == null ? null : byId.get(parent);
        Person person = claiming != null && claiming.contradicts(named)
                ? named.withoutParent()
                : without(claimedParents, named);
        for (UserId id : person.ids()) {
            Person contact = byId.get(id);
            if (contact != null && !contact.contradicts(person)) {
                person = person.filledUpFrom(contact);
            }
        }
        return person;
    }
}
