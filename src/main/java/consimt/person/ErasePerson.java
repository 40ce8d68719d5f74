package consimt.person;

import consimt.answer.Answer;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUps;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.person.ErasureAsked.AtBusiness;
import consimt.person.ErasureAsked.Repeated;
import consimt.person.PersonItems.Erasure;
import consimt.relation.BusinessId;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person, business by business and page by page. First each id has a refusal that stands, then what is recorded
 * goes, and last the links between the ids. Until then the same call finds all of them, so it goes on after any cut.
 */
@Singleton
public record ErasePerson(
        Standings standings,
        PersonItems items,
        Eraser eraser,
        FollowUps followUps,
        BusinessSettings settings,
        Rebuilder rebuilder,
        Clock clock)
        implements Guarded {

    @Funq("erase-person")
    public Answer erasePerson(Input input) {
        return guarded(() -> input.answer(ErasureAsked::from, this::erase));
    }

    private ErasedPage erase(ErasureAsked asked) {
        Deletion deletion = new Deletion(items, eraser, followUps, settings.operator(), asked.dryRun());
        UserId userId = asked.userId();
        BusinessId businessId = asked.businessId();
        if (userId == null) {
            return repeat(asked, deletion);
        }
        if (asked.again() && businessId != null) {
            return repeat(new Relation(userId, businessId), asked.repeated().rest(), deletion);
        }
        AtBusiness place = asked.place();
        if (place == null) {
            place = businessId == null ? next(userId, null) : AtBusiness.start(businessId);
        }
        return place == null ? deletion.told(Set.of(), null) : erase(asked, userId, place, deletion);
    }

    private @Nullable AtBusiness next(UserId userId, @Nullable BusinessId after) {
        return PersonIdsAt.nextBusiness(userId, after, standings, items)
                .map(AtBusiness::start)
                .orElse(null);
    }

    /** Where the person has another id than before, the business begins anew: all that was done is before that. */
    private ErasedPage erase(ErasureAsked asked, UserId userId, AtBusiness place, Deletion deletion) {
        Begun begun = begin(userId, place, asked.dryRun());
        PersonIdsAt person = begun.person;
        Set<UserId> ids = person.standings().keySet();
        List<Relation> all = ownLast(userId, place.businessId(), ids);
        List<String> keys =
                all.stream().map(each -> PersonIdsAt.key(each.userId(), ids)).toList();
        int from = begun.isNew ? -1 : keys.indexOf(place.idKey());
        Map<UserId, Standing> linked = standings.of(place.businessId(), person.unverified(), Consistency.STRONG);
        for (int i = Math.max(from, 0); i < all.size(); i++) {
            Rest rest = deletion.delete(all.get(i), begun.at, i == from ? place.rest() : Rest.START, linked);
            if (rest != null) {
                AtBusiness next = new AtBusiness(begun.at, place.businessId(), person.hash(), keys.get(i), rest);
                return deletion.told(person.unverified(), next.token());
            }
        }
        boolean isWhole = asked.dryRun() || all.stream().allMatch(each -> eraser.unlink(each, person, begun.at));
        AtBusiness next = !isWhole
                ? AtBusiness.start(place.businessId())
                : asked.businessId() == null ? next(userId, place.businessId()) : null;
        return deletion.told(person.unverified(), next == null ? null : next.token());
    }

    /** The instant is after the read, so that what is read is from before it, and what is not is from after it. */
    private Begun begin(UserId userId, AtBusiness place, boolean dryRun) {
        for (int tries = 0; tries < Eraser.TRIES; tries++) {
            PersonIdsAt person = PersonIdsAt.of(new Relation(userId, place.businessId()), standings);
            Instant before = place.at();
            if (before != null && place.ids() == person.hash() && (dryRun || person.isErasedSince(before))) {
                return new Begun(person, before, false);
            }
            Instant at = clock.instant();
            if (dryRun || isRefused(place.businessId(), person, at)) {
                return new Begun(person, at, true);
            }
        }
        throw Eraser.othersWrite();
    }

    private boolean isRefused(BusinessId businessId, PersonIdsAt person, Instant at) {
        return person.standings().entrySet().stream()
                .allMatch(each -> eraser.refuse(new Relation(each.getKey(), businessId), at, each.getValue()));
    }

    /** By the asked id alone all others are found, so it keeps its links to the last. */
    private static List<Relation> ownLast(UserId own, BusinessId businessId, Set<UserId> ids) {
        return ids.stream()
                .sorted(Comparator.comparing((UserId id) -> id.equals(own)).thenComparing(id -> id))
                .map(id -> new Relation(id, businessId))
                .toList();
    }

    /** After a restore: each erasure as of its own instant, so that what came since stays. */
    private ErasedPage repeat(ErasureAsked asked, Deletion deletion) {
        String before = asked.repeated().before();
        Page<Erasure> erasures = items.erasures(before);
        Rest rest = asked.repeated().rest();
        for (Erasure each : erasures.items()) {
            Map<UserId, Standing> linked = linked(each.relation());
            if (rest.equals(Rest.START) && !asked.dryRun()) {
                eraser.refuseAgain(each.relation(), each.at());
            }
            Rest left = deletion.delete(each, rest, false, linked);
            if (left != null) {
                return deletion.told(Set.of(), new Repeated(before, left).token());
            }
            if (!asked.dryRun()) {
                rebuilder.rebuild(each.relation());
            }
            before = items.name(each.relation());
            rest = Rest.START;
        }
        return deletion.told(Set.of(), erasures.isLast() ? null : new Repeated(erasures.next(), Rest.START).token());
    }

    /** The ids by the word of the business. The relation may have lost those that a ledger has, which was restored. */
    private Map<UserId, Standing> linked(Relation relation) {
        PersonIdsAt person = PersonIdsAt.of(relation, standings);
        Set<UserId> ids = eraser.linkedByLedger(relation);
        ids.addAll(person.unverified());
        ids.removeAll(person.standings().keySet());
        return standings.of(relation.businessId(), ids, Consistency.STRONG);
    }

    /** After a restore of what remembers the erasures: one of them, as of when the relation was erased. */
    private ErasedPage repeat(Relation relation, Rest from, Deletion deletion) {
        Instant at = standings.of(relation, Consistency.STRONG).since(MarkKind.ERASED);
        Rest rest = at == null ? null : deletion.delete(relation, at, from, linked(relation));
        return deletion.told(Set.of(), rest == null ? null : new Repeated(null, rest).token());
    }

    /**
     * @param at as of when each id has its refusal
     * @param isNew whether no page before did anything
     */
    private record Begun(PersonIdsAt person, Instant at, boolean isNew) {}
}
