package consimt.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.ledger.EntryView;
import consimt.ledger.WorkState;
import consimt.notice.delivery.Undelivered;
import consimt.person.PersonItems.ItemPage;
import consimt.record.RelationView;
import consimt.record.RemovalWork;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Reservations;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a person, to take along: a page is about one id at one business, and has a megabyte of entries at most.
 * A person gets what stands under the link's own id, and what {@code read-ledger} shows them: a number may have had
 * another owner, whose history hangs on an id that is one with it.
 */
@Singleton
public record ExportPerson(
        Standings standings,
        PersonItems items,
        Reservations reservations,
        RemovalWork removals,
        BusinessSettings settings)
        implements Guarded {

    @Funq("export-person")
    public Answer exportPerson(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.READS, Caller.Kind.PERSON).answer(Asked::from, this::export));
    }

    private ExportedPage export(Asked asked) {
        Place place = asked.place == null ? first(asked) : asked.place;
        return place == null ? new ExportedPage(null, List.of(), null, Outside.ALL, null) : export(asked, place);
    }

    private @Nullable Place first(Asked asked) {
        return asked.businessId == null ? next(asked, null) : new Place(asked.businessId, "", Rest.START);
    }

    /** With the next business. */
    private @Nullable Place next(Asked asked, @Nullable BusinessId after) {
        return PersonIdsAt.nextBusiness(asked.userId, after, standings, asked.byPerson ? null : items)
                .map(business -> new Place(business, "", Rest.START))
                .orElse(null);
    }

    private ExportedPage export(Asked asked, Place place) {
        Relation own = new Relation(asked.userId, place.businessId);
        Set<UserId> ids = asked.byPerson
                ? Set.of(asked.userId)
                : PersonIdsAt.of(own, standings).standings().keySet();
        Relation relation = ids.stream()
                .filter(id -> PersonIdsAt.key(id, ids).equals(place.idKey))
                .map(id -> new Relation(id, place.businessId))
                .findFirst()
                .orElse(own);
        Rest rest = asked.byPerson && place.rest.isWork() ? new Rest(Rest.ENTRIES, null) : place.rest;
        List<FollowUp> work = new ArrayList<>();
        Rest next = rest;
        boolean isMoreWork = false;
        while (next.isWork() && !isMoreWork) {
            Page<FollowUp> some = next.work(relation, settings.operator(), items);
            work.addAll(some.items());
            isMoreWork = !some.isLast();
            next = next.then(some);
        }
        ItemPage page = isMoreWork ? new ItemPage(List.of(), List.of(), null) : items.read(relation, next.entry());
        Rest left = isMoreWork ? next : Rest.entries(page.next());
        Standing standing = standings.of(relation, Consistency.STRONG);
        return new ExportedPage(
                RelationView.of(relation, standing, removals.shown(relation, standing)),
                page.entries().stream()
                        .map(entry -> EntryView.of(entry, asked.byPerson))
                        .toList(),
                asked.byPerson ? null : besides(relation, standing, work, page.notices(), rest.equals(Rest.START)),
                Outside.ALL,
                Place.token(left == null ? next(asked, relation, ids) : place.at(left)));
    }

    /** The asked id comes first, then the others in their order, then the next business. */
    private @Nullable Place next(Asked asked, Relation last, Set<UserId> ids) {
        return ids.stream()
                .sorted()
                .filter(id -> !id.equals(asked.userId))
                .filter(id -> last.userId().equals(asked.userId) || id.compareTo(last.userId()) > 0)
                .findFirst()
                .map(id -> new Place(last.businessId(), PersonIdsAt.key(id, ids), Rest.START))
                .orElseGet(() -> asked.businessId == null ? next(asked, last.businessId()) : null);
    }

    private Besides besides(
            Relation relation, Standing standing, List<FollowUp> work, List<Undelivered> notices, boolean isFirst) {
        return new Besides(
                sorted(standing.knownAs()),
                sorted(standing.ids().unverified()),
                work.stream().map(ExportedWork::of).toList(),
                notices,
                isFirst
                        ? reservations
                                .find(relation)
                                .map(Reservations.Reservation::at)
                                .orElse(null)
                        : null,
                isFirst ? items.linksRevokedUpTo(relation.userId(), relation.businessId()) : Map.of());
    }

    private static List<UserId> sorted(Set<UserId> ids) {
        return ids.stream().sorted().toList();
    }

    /**
     * One page. Only the last page has no {@code nextToken}.
     *
     * @param relation how the id and the business stand; null if nothing is held
     * @param besides what a person does not get
     * @param outside where else something may be
     */
    public record ExportedPage(
            @Nullable RelationView relation,
            List<EntryView> entries,
            @JsonUnwrapped @Nullable Besides besides,
            List<Outside> outside,
            @Nullable String nextToken)
            implements FoundAnswer {}

    /**
     * @param knownAs all ids of the person by more than the word of the business; empty while there is but one
     * @param unverifiedIds the ids by the word of the business
     * @param followUps all work about the person, before the entries
     * @param notices those of these entries that an endpoint did not take
     * @param introducedAt when an introduction was reserved
     * @param linksRevokedUpTo links up to an instant, of one business or {@code ALL}, are good for nothing
     */
    public record Besides(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UserId> knownAs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UserId> unverifiedIds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ExportedWork> followUps,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Undelivered> notices,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant introducedAt,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Instant> linksRevokedUpTo) {}

    /** @param texts what the person wrote, by the ids of the messages */
    public record ExportedWork(
            FollowUpId followUpId,
            BusinessId queueOf,
            WorkState work,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> texts) {

        static ExportedWork of(FollowUp work) {
            Map<String, String> texts = new TreeMap<>();
            work.texts().forEach((message, text) -> texts.put(message.value(), text));
            return new ExportedWork(work.id(), work.relation().businessId(), work.work(), texts);
        }

        /** Without the texts. */
        @Override
        public String toString() {
            return "ExportedWork";
        }
    }

    /** @param days for how long; null for no limit that is known here */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outside(HeldBy heldBy, @Nullable Integer days) {

        static final List<Outside> ALL = List.of(
                new Outside(HeldBy.ENDPOINTS, null),
                new Outside(HeldBy.BUSES, null),
                new Outside(HeldBy.DEAD_LETTERS, 14),
                new Outside(HeldBy.UNKNOWN_NUMBERS, 30),
                new Outside(HeldBy.BACKUPS, 35));

        public enum HeldBy {
            /** Those that took notices. */
            ENDPOINTS,
            BUSES,
            DEAD_LETTERS,
            /** Updates for a WhatsApp number of no business are found by this number only. */
            UNKNOWN_NUMBERS,
            BACKUPS
        }
    }

    private record Place(BusinessId businessId, String idKey, Rest rest) {

        /** No id has a blank. */
        static @Nullable Place of(String text) {
            String[] parts = text.split(" ", 3);
            Rest rest = parts.length < 3 ? null : Rest.of(parts[2]);
            return rest == null ? null : new Place(new BusinessId(parts[0]), parts[1], rest);
        }

        Place at(Rest its) {
            return new Place(businessId, idKey, its);
        }

        static @Nullable String token(@Nullable Place place) {
            return place == null
                    ? null
                    : Token.of(place.businessId.value() + " " + place.idKey + " " + place.rest.text());
        }
    }

    private record Asked(
            UserId userId,
            @Nullable BusinessId businessId,
            @Nullable Place place,
            boolean byPerson) {

        static @Nullable Asked from(Fields in) {
            var userId = in.required("userId", UserId.reading());
            var businessId = in.optional("businessId", BusinessId.reading());
            var place = in.optional("nextToken", Token.reading(Place::of));
            boolean byPerson = in.caller().kind() == Caller.Kind.PERSON;
            if (place != null && businessId != null && !place.businessId.equals(businessId)) {
                in.problem("nextToken", Problem.Code.INVALID, "is of another business");
            }
            return userId == null ? null : new Asked(userId, businessId, place, byPerson);
        }
    }
}
