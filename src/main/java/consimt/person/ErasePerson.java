package consimt.person;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.followup.FollowUp;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Token;
import consimt.form.Values;
import consimt.ledger.WorkState.State;
import consimt.person.ErasedPage.ErasedRelation;
import consimt.person.ErasedPage.OpenWork;
import consimt.person.PersonItems.Deleted;
import consimt.person.PersonItems.Erasure;
import consimt.person.PersonItems.Erasures;
import consimt.rebuild.Rebuilder;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Standings;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person, business by business and page by page. First each id has a refusal that stands, then what is recorded
 * goes, and last the links between the ids. Until then the same call finds all of them, so it goes on after any cut.
 */
@Guarded
@Singleton
public class ErasePerson {

    private final Standings standings;
    private final PersonItems items;
    private final Eraser eraser;
    private final Rebuilder rebuilder;
    private final Clock clock;

    ErasePerson(Standings standings, PersonItems items, Eraser eraser, Rebuilder rebuilder, Clock clock) {
        this.standings = standings;
        this.items = items;
        this.eraser = eraser;
        this.rebuilder = rebuilder;
        this.clock = clock;
    }

    @Funq("erase-person")
    public Answer erasePerson(Input input) {
        return Input.orEmpty(input).answer(Asked::from, this::erase);
    }

    private ErasedPage erase(Asked asked) {
        if (asked.userId == null) {
            return new Page(asked).repeat(asked.repeated);
        }
        Place place = asked.place == null ? first(asked, asked.userId) : asked.place;
        return place == null
                ? new ErasedPage(Outcome.UNCHANGED, List.of(), 0, List.of(), List.of(), null)
                : new Page(asked).erase(asked.userId, place);
    }

    private @Nullable Place first(Asked asked, UserId userId) {
        return asked.businessId == null ? next(userId, null) : Place.start(asked.businessId);
    }

    private @Nullable Place next(UserId userId, @Nullable BusinessId after) {
        return PersonIdsAt.nextBusiness(userId, after, standings, items)
                .map(Place::start)
                .orElse(null);
    }

    /** What one call does. */
    private final class Page {

        private final Asked asked;
        private final Set<ErasedRelation> erased = new LinkedHashSet<>();
        private final List<OpenWork> openWork = new ArrayList<>();
        private final Set<UserId> unverified = new TreeSet<>();
        private int entries;

        private Page(Asked asked) {
            this.asked = asked;
        }

        /** Where the person has another id than before, the business begins anew: all that was done is before that. */
        private ErasedPage erase(UserId userId, Place place) {
            Begun begun = begin(userId, place);
            PersonIdsAt person = begun.person;
            unverified.addAll(person.unverified());
            Set<UserId> ids = person.standings().keySet();
            List<Relation> all = ownLast(userId, place.businessId, ids);
            List<String> keys = all.stream()
                    .map(each -> PersonIdsAt.key(each.userId(), ids))
                    .toList();
            int from = begun.isNew ? -1 : keys.indexOf(place.idKey);
            for (int i = Math.max(from, 0); i < all.size(); i++) {
                EntryId next = delete(all.get(i), begun.at, i == from ? place.after : null);
                if (next != null) {
                    return answer(new Place(begun.at, place.businessId, person.size(), keys.get(i), next).token());
                }
            }
            if (!asked.dryRun && !all.stream().allMatch(each -> eraser.unlink(each, person))) {
                return answer(Place.start(place.businessId).token());
            }
            Place next = asked.businessId == null ? next(userId, place.businessId) : null;
            return answer(next == null ? null : next.token());
        }

        /** The instant is after the read, so that what is read is from before it, and what is not is from after it. */
        private Begun begin(UserId userId, Place place) {
            for (int tries = 0; tries < Eraser.TRIES; tries++) {
                PersonIdsAt person = PersonIdsAt.of(new Relation(userId, place.businessId), standings);
                Instant before = place.at;
                if (before != null && place.ids == person.size() && (asked.dryRun || person.isErasedSince(before))) {
                    return new Begun(person, before, false);
                }
                Instant at = clock.instant();
                if (asked.dryRun || isRefused(place.businessId, person, at)) {
                    return new Begun(person, at, true);
                }
            }
            throw Eraser.othersWrite();
        }

        private boolean isRefused(BusinessId businessId, PersonIdsAt person, Instant at) {
            return person.standings().entrySet().stream()
                    .allMatch(each -> eraser.refuse(new Relation(each.getKey(), businessId), at, each.getValue()));
        }

        private @Nullable EntryId delete(Relation relation, Instant at, @Nullable EntryId after) {
            if (after == null) {
                Set<FollowUpId> open = deleteWork(new Erasure(relation, at, Set.of()), true);
                if (!asked.dryRun) {
                    items.remember(new Erasure(relation, at, open));
                    items.deleteIntroduction(relation);
                }
            }
            return deleteEntries(relation, at, after);
        }

        private Set<FollowUpId> deleteWork(Erasure erasure, boolean isNow) {
            List<FollowUp> open = eraser.deleteWork(erasure, isNow, asked.dryRun);
            open.stream()
                    .filter(piece -> piece.state() != State.PENDING)
                    .map(piece -> new OpenWork(
                            piece.id(),
                            piece.relation().businessId(),
                            piece.relation().userId(),
                            piece.kind()))
                    .forEach(openWork::add);
            return open.stream().map(FollowUp::id).collect(Collectors.toSet());
        }

        private @Nullable EntryId deleteEntries(Relation relation, Instant at, @Nullable EntryId after) {
            Deleted deleted = items.delete(relation, at, after, asked.dryRun);
            entries += deleted.entries();
            erased.add(ErasedRelation.of(relation));
            return deleted.next();
        }

        /** After a restore: each erasure as of its own instant, so that what came since stays. */
        private ErasedPage repeat(Repeated from) {
            Erasures erasures = items.erasures(from.before);
            String before = from.before;
            EntryId after = from.after;
            for (Erasure each : erasures.some()) {
                if (after == null) {
                    if (!asked.dryRun) {
                        eraser.refuseAgain(each.relation(), each.at());
                        items.deleteIntroduction(each.relation());
                    }
                    deleteWork(each, false);
                }
                after = deleteEntries(each.relation(), each.at(), after);
                if (after != null) {
                    return answer(new Repeated(before, after).token());
                }
                if (!asked.dryRun) {
                    rebuilder.rebuild(each.relation());
                }
                before = items.name(each.relation());
            }
            return answer(erasures.next() == null ? null : new Repeated(erasures.next(), null).token());
        }

        private ErasedPage answer(@Nullable String next) {
            Outcome outcome = asked.dryRun ? Outcome.FOUND : erased.isEmpty() ? Outcome.UNCHANGED : Outcome.RECORDED;
            return new ErasedPage(outcome, List.copyOf(erased), entries, openWork, List.copyOf(unverified), next);
        }
    }

    /** By the asked id alone all others are found, so it keeps its links to the last. */
    private static List<Relation> ownLast(UserId own, BusinessId businessId, Set<UserId> ids) {
        return ids.stream()
                .sorted(Comparator.comparing((UserId id) -> id.equals(own)).thenComparing(id -> id))
                .map(id -> new Relation(id, businessId))
                .toList();
    }

    /**
     * @param at as of when each id has its refusal
     * @param isNew whether no page before did anything
     */
    private record Begun(PersonIdsAt person, Instant at, boolean isNew) {}

    /**
     * @param at as of when the person is erased at the business; null to begin with it
     * @param ids how many the person had then
     * @param idKey names the id
     * @param after the entry after which to go on
     */
    private record Place(
            @Nullable Instant at,
            BusinessId businessId,
            int ids,
            String idKey,
            @Nullable EntryId after) {

        static Place start(BusinessId businessId) {
            return new Place(null, businessId, 0, "", null);
        }

        /** No id has a blank. */
        static @Nullable Place of(String text) {
            String[] parts = text.split(" ", 5);
            return parts.length < 5
                    ? null
                    : new Place(
                            parts[0].isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(parts[0])),
                            new BusinessId(parts[1]),
                            Integer.parseInt(parts[2]),
                            parts[3],
                            parts[4].isEmpty() ? null : new EntryId(parts[4]));
        }

        String token() {
            return Token.of((at == null ? "" : at.toEpochMilli()) + " " + businessId.value() + " " + ids + " " + idKey
                    + " " + (after == null ? "" : after.value()));
        }
    }

    /**
     * @param before the name of the last relation that is done; null for none
     * @param after the entry of the next one after which to go on
     */
    private record Repeated(
            @Nullable String before, @Nullable EntryId after) {

        static final Repeated NOTHING = new Repeated(null, null);

        static @Nullable Repeated of(String text) {
            String[] parts = text.split(" ", 2);
            return parts.length < 2 || parts[0].length() > 30
                    ? null
                    : new Repeated(
                            parts[0].isEmpty() ? null : parts[0], parts[1].isEmpty() ? null : new EntryId(parts[1]));
        }

        String token() {
            return Token.of((before == null ? "" : before) + " " + (after == null ? "" : after.value()));
        }
    }

    /** @param userId null to repeat all erasures */
    private record Asked(
            @Nullable UserId userId,
            @Nullable BusinessId businessId,
            boolean dryRun,
            @Nullable Place place,
            Repeated repeated) {

        static Supplier<Asked> from(Fields in) {
            var again = in.optional("again", Values.yesOrNo());
            boolean isAgain = again.orElse(false);
            var userId = isAgain ? in.optional("userId", UserId.reading()) : in.required("userId", UserId.reading());
            var businessId = in.optional("businessId", BusinessId.reading());
            var dryRun = in.optional("dryRun", Values.yesOrNo());
            for (String one : List.of("userId", "businessId")) {
                if (isAgain && in.has(one)) {
                    in.problem(one, Problem.Code.NOT_ALLOWED, "is of one person, and again repeats all erasures");
                }
            }
            Place place = isAgain
                    ? null
                    : in.optional("nextToken", Token.reading(Place::of)).orNull();
            Repeated repeated = isAgain
                    ? in.optional("nextToken", Token.reading(Repeated::of)).orNull()
                    : null;
            if (place != null && businessId.isGiven() && !place.businessId.equals(businessId.orNull())) {
                in.problem("nextToken", Problem.Code.INVALID, "is of another business");
            }
            return () -> new Asked(
                    userId.orNull(),
                    businessId.orNull(),
                    dryRun.orElse(false),
                    place,
                    repeated == null ? Repeated.NOTHING : repeated);
        }
    }
}
